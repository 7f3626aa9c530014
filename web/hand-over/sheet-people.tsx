import type { HandOverSheetView } from "../../contracts/http/hand-overs.ts";
import { useLabels } from "../office/labels.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./hand-over.module.css";
import { handOverWords } from "./hand-over-words.ts";

type Duty = HandOverSheetView["onDuty"][number];

/** Beside the alerts: whom nobody listens to, what was written, what of plans changed, who is on duty. */
export function SheetPeople({ sheet }: { readonly sheet: HandOverSheetView }) {
  const words = useWords(handOverWords);
  const { words: general, language } = useSpeech();
  const moment = (time: string) => `${dateOf(Date.parse(time), language)} ${clockTime(Date.parse(time))}`;
  return (
    <>
      <section>
        <h2 className={classes.heading}>{words.unmonitored(sheet.unmonitored.length)}</h2>
        {sheet.unmonitored.length === 0 && <p className={classes.muted}>{words.allMonitored}</p>}
        <ul>
          {sheet.unmonitored.map(({ residentId, residentName, bed, monitoring }) => (
            <li key={residentId}>
              {residentName} · {bed ?? general.noBed} · {general[monitoring.state]}
              {monitoring.since !== undefined && ` · ${moment(monitoring.since)}`}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className={classes.heading}>{words.notes(sheet.notes.length)}</h2>
        {sheet.notes.length === 0 && <p className={classes.muted}>{words.noNotes}</p>}
        <ul>
          {sheet.notes.map(({ id, at, by, residentName, text }) => (
            <li key={id}>
              {clockTime(Date.parse(at))} {residentName}：{text} <span className={classes.muted}>（{by}）</span>
            </li>
          ))}
        </ul>
      </section>
      {sheet.planChanges.length > 0 && (
        <section>
          <h2 className={classes.heading}>{words.planChanges(sheet.planChanges.length)}</h2>
          <ul>
            {sheet.planChanges.map(({ residentId, residentName, at, by, reason }) => (
              <li key={`${residentId} ${at}`}>
                {moment(at)} {residentName} · {reason} <span className={classes.muted}>（{by}）</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.duties}>
        <Duties heading={words.onDuty} empty={words.nobodyOnDuty} duties={sheet.onDuty} />
        <Duties heading={words.next} empty={words.nobodyNext} duties={sheet.next} />
      </section>
    </>
  );
}

interface DutiesProps {
  readonly heading: string;
  readonly empty: string;
  readonly duties: readonly Duty[];
}

function Duties({ heading, empty, duties }: DutiesProps) {
  const labels = useLabels();
  return (
    <div>
      <h2 className={classes.heading}>{heading}</h2>
      {duties.length === 0 && <p className={classes.muted}>{empty}</p>}
      <ul>
        {duties.map(({ role, person, from, until }) => (
          <li key={`${role} ${person.id} ${from}`}>
            {labels.roles[role]} {person.name} {clockTime(Date.parse(from))}–{clockTime(Date.parse(until))}
          </li>
        ))}
      </ul>
    </div>
  );
}
