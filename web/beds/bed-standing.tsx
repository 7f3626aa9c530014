import { Link } from "wouter";
import type { BedOnBoard } from "../../contracts/http/beds.ts";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedWords } from "./bed-words.ts";

interface BedStandingProps {
  readonly bed: BedOnBoard;
  readonly mayOpenResident: boolean;
}

/** Who has a bed, in words: a name, a case, a hold with its time, or nobody. */
export function BedStanding({ bed, mayOpenResident }: BedStandingProps) {
  const words = useWords(bedWords);
  const { words: all } = useSpeech();
  const { standing, occupant, stayId, hold, person } = bed;
  if (hold !== undefined)
    return (
      <>
        <span>
          {words.heldUntil} <Stamp at={Date.parse(hold.until)} />
        </span>
        {hold.purpose === "referral" ? (
          <Link className={classes.link} href={`/referrals/${hold.id}`}>
            {person === undefined ? words.forReferral : `${words.forReferral}${all.colon}${person}`}
          </Link>
        ) : (
          hold.by !== undefined && <span className={classes.small}>{words.heldBy(hold.by)}</span>
        )}
        {hold.note !== undefined && <span className={classes.small}>{hold.note}</span>}
      </>
    );
  if (occupant !== undefined)
    return (
      <>
        {mayOpenResident ? (
          <Link className={classes.link} href={`/residents/${occupant.residentId}`}>
            {occupant.name}
          </Link>
        ) : (
          <span>{occupant.name}</span>
        )}
        {occupant.away !== undefined && (
          <strong data-away={occupant.away.stage}>
            {all.away[occupant.away.stage](occupant.away.hospital)} · {words.kept}
          </strong>
        )}
      </>
    );
  if (stayId !== undefined)
    return (
      <Link className={classes.link} href={`/referrals/${stayId}`}>
        {person === undefined ? words.stay : `${words.stay}${all.colon}${person}`}
      </Link>
    );
  return <span>{words[standing === "held" ? "occupied" : standing]}</span>;
}
