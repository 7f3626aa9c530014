import { useState } from "react";
import { type HandOverSheetView, handOverSheet } from "../../contracts/http/hand-overs.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOneFacility } from "../data/use-board.ts";
import { useMayHere } from "../data/use-may-here.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { Field, Select } from "../parts/form/field.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { OwnTasks } from "../tasks/own-tasks.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, clockTime, dateOf } from "../words/time-words.ts";
import { GiveForm } from "./give-form.tsx";
import classes from "./hand-over.module.css";
import { handOverWords } from "./hand-over-words.ts";
import { SheetAlerts } from "./sheet-alerts.tsx";
import { SheetPeople } from "./sheet-people.tsx";
import { ToConfirm } from "./to-confirm.tsx";

const hour = 3_600_000;
const spans = ["8", "12", "24"] as const;

/** What whoever comes on duty has to know, on the screen and on A4. */
export function HandOverPage() {
  const words = useWords(handOverWords);
  const facilityId = useOneFacility();
  return (
    <OfficePage title={words.title} lead={words.lead} aside={<FacilityChoice />}>
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <SheetOf key={facilityId} facilityId={facilityId} />}
    </OfficePage>
  );
}

function SheetOf({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(handOverWords);
  const [hours, setHours] = useState<string>("12");
  const mayHandOver = useMayHere("hand-over.write");
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/hand-over-sheet`;
  const asked = useAnswer(
    `${path} ${hours}`,
    () => `${path}?from=${encodeURIComponent(new Date(clock.now() - Number(hours) * hour).toISOString())}`,
    handOverSheet,
  );
  const sheet = asked.value;
  return (
    <>
      <div className={classes.bar}>
        <Field label={words.hours}>
          {(ties) => (
            <Select
              {...ties}
              value={hours}
              change={setHours}
              choices={spans.map((n) => ({ value: n, label: words.lastHours(Number(n)) }))}
            />
          )}
        </Field>
        <Button onClick={asked.again}>{words.refresh}</Button>
        <Button onClick={() => print()}>{words.print}</Button>
      </div>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {sheet === undefined && asked.problem === undefined && <PanelSkeleton height={420} />}
      {sheet !== undefined && (
        <>
          <ToConfirm
            facilityId={facilityId}
            known={sheet.madeAt}
            alerts={[...sheet.open, ...sheet.closed]}
            done={asked.again}
          />
          <OwnTasks />
          <Sheet sheet={sheet} />
          {mayHandOver && (
            <div className={classes.screen}>
              <Panel heading={words.give}>
                <GiveForm
                  key={sheet.open.map(({ id, version }) => `${id} ${version}`).join(" ")}
                  facilityId={facilityId}
                  sheet={sheet}
                  done={asked.again}
                />
              </Panel>
            </div>
          )}
        </>
      )}
    </>
  );
}

function Sheet({ sheet }: { readonly sheet: HandOverSheetView }) {
  const words = useWords(handOverWords);
  const { language } = useSpeech();
  const moment = (time: string) => `${dateOf(Date.parse(time), language)} ${clockTime(Date.parse(time))}`;
  return (
    <article className={classes.sheet} aria-label={words.title}>
      <p className={classes.span}>
        <strong>{sheet.facility.name}</strong> · {words.span(moment(sheet.from), moment(sheet.until))}
        <span className={classes.muted}>
          {" "}
          · {words.madeAt} {absolute(Date.parse(sheet.madeAt))}
        </span>
      </p>
      {sheet.unreadable > 0 && <p className={classes.warning}>! {words.incomplete(sheet.unreadable)}</p>}
      <SheetAlerts heading={words.open(sheet.open.length)} empty={words.noOpen} alerts={sheet.open} />
      <SheetPeople sheet={sheet} />
      <SheetAlerts heading={words.closed(sheet.closed.length)} empty={words.noClosed} alerts={sheet.closed} />
      {sheet.handOvers.length > 0 && (
        <section>
          <h2 className={classes.heading}>{words.handOvers}</h2>
          <ul>
            {sheet.handOvers.map(({ id, at, from, to, note, alerts, confirmedAt }) => (
              <li key={id} data-hand-over={id}>
                {moment(at)} · {words.handOverLine(from.name, to.name)} ·{" "}
                {words.alerts(alerts.filter(({ outcome }) => outcome === "handed-over").length)}
                {note !== undefined && note !== "" && ` · ${note}`} ·{" "}
                {confirmedAt === undefined ? (
                  <strong>! {words.notConfirmed}</strong>
                ) : (
                  words.confirmedAt(moment(confirmedAt))
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.signatures} aria-label={words.signatures}>
        {[words.signFrom, words.signTo].map((who) => (
          <p key={who} className={classes.signature}>
            {who}
            <span className={classes.blank} />
            {words.signTime}
            <span className={classes.blank} />
          </p>
        ))}
      </section>
    </article>
  );
}
