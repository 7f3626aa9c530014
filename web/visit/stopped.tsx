import { Link } from "wouter";
import type { VisitDetail, VisitView } from "../../contracts/http/visits.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { eligibilityWords } from "./eligibility-words.ts";
import classes from "./visit-page.module.css";

interface StoppedProps {
  readonly visit: VisitView;
  readonly referral: VisitDetail["referral"];
}

/** Stopped because it was not suitable: the way on is the hospital, or the case in which they are on their way there. */
export function Stopped({ visit, referral }: StoppedProps) {
  const words = useWords(eligibilityWords);
  const { say, words: general } = useSpeech();
  const me = useMe();
  const cause = visit.stopped?.cause;
  const query = new URLSearchParams({ residentId: visit.resident.id, visitId: visit.id });
  return (
    <section className={classes.stopped} data-stopped={cause}>
      <p>
        {words.stopped} {cause !== undefined && words.causes[cause]} {visit.stopped?.reason}
      </p>
      {referral !== undefined && (
        <Link className={classes.refer} href={`/referrals/${encodeURIComponent(referral.id)}`}>
          {words.referred}
          {general.colon}
          {say(referral.stateTitle)}
        </Link>
      )}
      {referral === undefined &&
        (mayOf(me, "referral.request", visit.facility.id) ? (
          <Link className={classes.refer} href={`/referrals/new?${query}`}>
            {words.refer}
          </Link>
        ) : (
          <p>{words.referThere(visit.facility.name)}</p>
        ))}
    </section>
  );
}
