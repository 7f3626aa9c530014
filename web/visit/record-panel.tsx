import { useState } from "react";
import { type VisitRecord, visitRecord } from "../../contracts/http/visit-between.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { ClinicalPanel } from "../clinical/clinical-panel.tsx";
import { type AskProblem, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Button } from "../parts/button.tsx";
import { Stamp } from "../parts/moment.tsx";
import { Notice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { noteWords } from "./note-words.ts";
import { recordWords } from "./record-words.ts";
import classes from "./visit-page.module.css";

/**
 * What is known of the resident, for who treats or advises: asked for by a tap, since that another house read it is kept in the
 * visit's story.
 */
export function RecordPanel({
  visit,
  record,
  know,
}: {
  readonly visit: VisitView;
  readonly record: VisitRecord | undefined;
  readonly know: (record: VisitRecord) => void;
}) {
  const words = useWords(recordWords);
  const speech = useSpeech();
  const me = useMe();
  const [problem, setProblem] = useState<AskProblem>();
  const isOwn = mayOf(me, "clinical.read", visit.facility.id);
  async function open(): Promise<void> {
    const answer = await ask(`/api/visits/${encodeURIComponent(visit.id)}/record`, visitRecord);
    if (answer.kind === "answer") know(answer.value);
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
  }
  return (
    <section className={classes.panel} aria-label={words.record} data-record={record !== undefined}>
      <h2 className={classes.heading}>{words.record}</h2>
      {problem !== undefined && <Notice>{problemText(problem, speech)}</Notice>}
      {record === undefined ? (
        <>
          {!isOwn && <p className={classes.hint}>{words.isKept}</p>}
          <Button onClick={() => void open()}>{words.open}</Button>
        </>
      ) : (
        <Known visit={visit} record={record} />
      )}
    </section>
  );
}

/** Where it will stand, for whoever looks for it before somebody came. */
export function RecordToCome() {
  const words = useWords(recordWords);
  return (
    <section className={classes.panel} aria-label={words.record}>
      <h2 className={classes.heading}>{words.record}</h2>
      <p className={classes.hint}>{words.notYet}</p>
    </section>
  );
}

function Known({ visit, record }: { readonly visit: VisitView; readonly record: VisitRecord }) {
  const words = useWords(recordWords);
  const { words: general } = useSpeech();
  const { parts: partNames } = useWords(noteWords);
  const { allergies, disabilityLevel, palliative, advanceWishes, notes } = record;
  const none = record.clinical.noneKnown?.allergies;
  const allergy =
    allergies.length > 0
      ? allergies.join(general.comma)
      : none === undefined
        ? words.unknown
        : words.noneBy(none.by, none.at.slice(0, 10));
  return (
    <>
      <p>
        <strong>
          {words.allergies}
          {general.colon}
        </strong>
        {allergy}
      </p>
      <p>
        <strong>
          {general.disability}
          {general.colon}
        </strong>
        {general.disabilityLevels[disabilityLevel]} {palliative && <strong>{words.palliative}</strong>}
      </p>
      {advanceWishes !== undefined && (
        <p>
          <strong>
            {words.wishes}
            {general.colon}
          </strong>
          {advanceWishes}
        </p>
      )}
      <ClinicalPanel residentId={visit.resident.id} clinical={record.clinical} mayChange={false} />
      {notes.map((note) => (
        <details key={note.visitId}>
          <summary>
            {words.noteOf} <Stamp at={Date.parse(note.signedAt)} /> {note.signedBy.name} · {note.facility.name}
          </summary>
          {Object.entries(note.parts).map(([part, text]) => (
            <p key={part} className={classes.said}>
              <strong>{partNames[part as keyof typeof partNames] ?? part}</strong> {text}
            </p>
          ))}
        </details>
      ))}
      <p className={classes.hint}>
        {words.asOf} <Stamp at={Date.parse(record.at)} />
      </p>
    </>
  );
}
