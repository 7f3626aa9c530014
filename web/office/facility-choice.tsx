import { officeChoice } from "../data/office-choice.ts";
import { useBoard, useOneFacility } from "../data/use-board.ts";
import { useWords } from "../words/language.tsx";
import classes from "./office-page.module.css";
import { officeWords } from "./office-words.ts";

/** Which facility the pages of the office are about. Where there is one alone, its name. */
export function FacilityChoice() {
  const words = useWords(officeWords);
  const { county } = useBoard();
  const facilityId = useOneFacility();
  const facilities = county?.facilities ?? [];
  if (facilities.length < 2) return <p className={classes.choice}>{facilities[0]?.name}</p>;
  return (
    <label className={classes.choice}>
      {words.facility}
      <select value={facilityId} onChange={(event) => officeChoice.choose(event.currentTarget.value)}>
        {facilities.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
