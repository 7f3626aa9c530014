import type { FacilityView } from "../../contracts/http/facilities.ts";
import { type Action, mayOf, useMe } from "../data/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useFacilities, useOneFacility } from "../data/use-board.ts";
import { useWords } from "../words/language.tsx";
import classes from "./office-page.module.css";
import { officeWords } from "./office-words.ts";

const none: readonly FacilityView[] = [];

/** All that the person knows; for a page that needs an action those where they may do it. Nothing is kept here of hospitals outside. */
function useOffered(needs: Action | undefined): readonly FacilityView[] {
  const me = useMe();
  const facilities = useFacilities() ?? none;
  if (needs === undefined) return facilities;
  return facilities.filter(({ id, kind }) => kind !== "external-hospital" && mayOf(me, needs, id));
}

/** The facility that a page is about: the one chosen if the page's action may be done there, else the first where it may. */
export function useFacilityFor(needs: Action): string | undefined {
  const offered = useOffered(needs);
  const chosen = useOneFacility();
  return offered.some(({ id }) => id === chosen) ? chosen : offered[0]?.id;
}

interface FacilityChoiceProps {
  /** What the page shows or does: facilities where that may not be done are not offered. @default all are */
  readonly needs?: Action;
}

/** Which facility the pages of the office are about. Where there is one alone, its name. */
export function FacilityChoice({ needs }: FacilityChoiceProps) {
  const words = useWords(officeWords);
  const offered = useOffered(needs);
  const chosen = useOneFacility();
  if (offered.length < 2) return <p className={classes.choice}>{offered[0]?.name}</p>;
  return (
    <label className={classes.choice}>
      {words.facility}
      <select
        value={offered.some(({ id }) => id === chosen) ? chosen : offered[0]?.id}
        onChange={(event) => officeChoice.choose(event.currentTarget.value)}
      >
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
