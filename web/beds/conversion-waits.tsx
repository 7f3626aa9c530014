import { bedMatterWords } from "../../contracts/bed-matter-words.ts";
import { dutyRoleWords } from "../../contracts/duty-words.ts";
import type { ConversionView } from "../../contracts/http/beds.ts";
import { Stamp } from "../parts/moment.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedWords } from "./bed-words.ts";

/** What a conversion waits for, whose part it is, by when; and that it is late. Nothing of one that is over. */
export function ConversionWaits({ item: { waits } }: { readonly item: ConversionView }) {
  const words = useWords(bedWords);
  const { say } = useSpeech();
  const since = waits === undefined ? 0 : Date.parse(waits.since);
  const due = waits?.dueAt === undefined ? undefined : Date.parse(waits.dueAt);
  const isLate = useOnClock((now) => due !== undefined && due <= now);
  const isAhead = useOnClock((now) => since > now);
  if (waits === undefined) return null;
  if (isAhead)
    return (
      <p className={classes.reason} data-waits={waits.what}>
        {words.reviewFrom} <Stamp at={since} />
      </p>
    );
  return (
    <p className={classes.reason} data-waits={waits.what} {...(isLate && { "data-late": "" })}>
      {isLate && <strong>▲ {words.late} </strong>}
      {say(bedMatterWords[waits.what])} · {waits.roles.map((role) => say(dutyRoleWords[role])).join("、")}
      {waits.owner !== undefined && `（${waits.owner}）`}
      {due !== undefined && (
        <>
          {" · "}
          {words.waitsBy} <Stamp at={due} />
        </>
      )}
    </p>
  );
}
