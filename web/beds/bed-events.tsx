import { Link } from "wouter";
import type { BedEventView } from "../../contracts/http/beds.ts";
import { Stamp } from "../parts/moment.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedHistoryWords } from "./bed-history-words.ts";

interface BedEventsProps {
  readonly items: readonly BedEventView[];
  readonly mayOpenResident: boolean;
}

/** What happened with a bed, the newest first, each with its time. */
export function BedEvents({ items, mayOpenResident }: BedEventsProps) {
  return (
    <ol className={classes.list}>
      {items.map((event) => (
        <li key={`${event.at} ${event.kind} ${event.holdId ?? ""}`} className={classes.row} data-event={event.kind}>
          <Stamp at={Date.parse(event.at)} />
          <What event={event} mayOpenResident={mayOpenResident} />
        </li>
      ))}
    </ol>
  );
}

function What({ event, mayOpenResident }: { readonly event: BedEventView; readonly mayOpenResident: boolean }) {
  const words = useWords(bedHistoryWords);
  const { kind, until, why, by, note, resident, stayId, purpose, holdId } = event;
  return (
    <>
      <strong>{why === undefined ? words.kinds[kind] : words.whys[why]}</strong>
      {until !== undefined && (
        <span>
          {words.until} <Stamp at={Date.parse(until)} />
        </span>
      )}
      {purpose === "referral" && (
        <Link className={classes.link} href={`/referrals/${holdId}`}>
          {words.referral}
        </Link>
      )}
      {stayId !== undefined && (
        <Link className={classes.link} href={`/referrals/${stayId}`}>
          {words.stay}
        </Link>
      )}
      {resident !== undefined &&
        (mayOpenResident ? (
          <Link className={classes.link} href={`/residents/${resident.id}`}>
            {resident.name}
          </Link>
        ) : (
          <span>{resident.name}</span>
        ))}
      {by !== undefined && <span className={classes.by}>{by}</span>}
      {note !== undefined && <span>{note}</span>}
    </>
  );
}
