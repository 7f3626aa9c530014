import { useEffect } from "react";
import { Link } from "wouter";
import { roster as rosterSchema } from "../../contracts/http/duties.ts";
import type { MeView } from "../../contracts/http/me.ts";
import { useMe } from "../data/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useWords } from "../words/language.tsx";
import { dutyWords } from "./duty-words.ts";
import { openSwapsOf } from "./open-swaps.ts";
import classes from "./swaps-at-home.module.css";

const askAgainMs = 5 * 60_000;

/** On the first page: swaps that wait for whoever is here, or for a colleague they asked, each one tap from its roster. */
export function SwapsAtHome() {
  const me = useMe();
  if (me.kind !== "known") return null;
  const { id: myId, roles, facilities } = me.me;
  return facilities
    .filter(({ id, may }) => may.includes("duty.read") && roles.some(({ facilityId }) => facilityId === id))
    .map((place) => <SwapsAt key={place.id} myId={myId} place={place} />);
}

/**
 * Asked anew every five minutes. A roster that cannot be read says nothing here: the swap was also sent to its person,
 * and their own page says that it could not be read.
 */
function SwapsAt({ myId, place }: { readonly myId: string; readonly place: MeView["facilities"][number] }) {
  const words = useWords(dutyWords);
  const path = `/api/facilities/${encodeURIComponent(place.id)}/duties`;
  const asked = useAnswer(path, () => path, rosterSchema);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same question again, as long as the line stands
  useEffect(() => {
    const timer = setInterval(asked.again, askAgainMs);
    return () => clearInterval(timer);
  }, []);
  return openSwapsOf(asked.value ?? { swaps: [] }, myId, words).map(({ id, text, isToAnswer }) => (
    <p key={id} className={classes.line} data-swap={isToAnswer ? "to-answer" : "waiting"}>
      <span className={isToAnswer ? classes.mine : undefined}>{text}</span>{" "}
      <Link className={classes.link} href="/duty" onClick={() => officeChoice.choose(place.id)}>
        {isToAnswer ? words.answerNow : words.seeRoster}
      </Link>
    </p>
  ));
}
