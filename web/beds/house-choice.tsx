import { mayOf, useMe } from "../data/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useBoard, useOneFacility } from "../data/use-board.ts";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedWords } from "./bed-words.ts";

function useHouses(): readonly { readonly id: string; readonly name: string }[] {
  const me = useMe();
  const { county } = useBoard();
  return (county?.facilities ?? []).filter(({ id, kind }) => kind !== "external-hospital" && mayOf(me, "bed.read", id));
}

/** The chosen house if its beds may be seen, else the first. */
export function useBedHouse(): string | undefined {
  const houses = useHouses();
  const chosen = useOneFacility();
  return houses.some(({ id }) => id === chosen) ? chosen : houses[0]?.id;
}

/** Which house's beds. */
export function BedHouseChoice() {
  const words = useWords(bedWords);
  const houses = useHouses();
  const facilityId = useBedHouse();
  if (houses.length < 2) return <p>{houses[0]?.name}</p>;
  return (
    <label className={classes.bar}>
      {words.house}
      <select value={facilityId} onChange={(event) => officeChoice.choose(event.currentTarget.value)}>
        {houses.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
