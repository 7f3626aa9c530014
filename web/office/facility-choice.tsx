import { useEffect, useSyncExternalStore } from "react";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { type Action, mayOf, useMe } from "../data/me.ts";
import { officeChoice, ownChoice } from "../data/office-choice.ts";
import { useFacilities, useFacilityId, useOneFacility } from "../data/use-board.ts";
import { useSpeech, useWords } from "../words/language.tsx";
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

/** As {@link useFacilityFor}, for pages that can show all at once: `all` where no one facility is chosen. Undefined while none is known. */
export function useFacilitiesFor(needs: Action): string | "all" | undefined {
  const offered = useOffered(needs);
  const here = useSyncExternalStore(officeChoice.subscribe, officeChoice.read);
  const chosen = useFacilityId();
  if (offered.length < 2) return offered[0]?.id;
  const wanted = here ?? chosen;
  return offered.some(({ id }) => id === wanted) ? wanted : "all";
}

interface FacilityChoiceProps {
  /** What the page shows or does: facilities where that may not be done are not offered. @default all are */
  readonly needs?: Action;
  /** The page can show all of them at once. */
  readonly withAll?: true;
}

/**
 * Which facility the pages of the office are about. Where there is one alone, its name. On a page that `needs` something it is
 * the only choice in sight: the one in the header, which may stand otherwise, is not shown beside it.
 */
export function FacilityChoice({ needs, withAll }: FacilityChoiceProps) {
  const words = useWords(officeWords);
  const { words: ofAll } = useSpeech();
  const offered = useOffered(needs);
  const one = useOneFacility();
  const inHeader = useFacilityId();
  const here = useSyncExternalStore(officeChoice.subscribe, officeChoice.read) ?? inHeader;
  useEffect(() => (needs === undefined ? undefined : ownChoice.begin()), [needs]);
  if (offered.length < 2) return <p className={classes.choice}>{offered[0]?.name}</p>;
  const chosen = withAll ? here : one;
  return (
    <label className={classes.choice}>
      {words.facility}
      <select
        value={offered.some(({ id }) => id === chosen) ? chosen : withAll ? "" : offered[0]?.id}
        onChange={(event) => officeChoice.choose(event.currentTarget.value)}
      >
        {withAll && <option value="">{ofAll.allFacilities}</option>}
        {offered.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
