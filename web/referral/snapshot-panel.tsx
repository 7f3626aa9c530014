import { useState } from "react";
import { type SnapshotView, snapshotList } from "../../contracts/http/referral-papers.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import {
  fieldWords,
  isbarParts,
  isbarWords,
  isFormer,
  labelOf,
  snapshotFieldNames,
} from "../../contracts/papers/field-words.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, clockTime, dateOf } from "../words/time-words.ts";
import { occasionShown } from "./occasion-shown.ts";
import { referralWords } from "./referral-words.ts";
import { SnapshotEditor } from "./snapshot-editor.tsx";
import classes from "./snapshot-panel.module.css";
import { SnapshotTrend } from "./snapshot-trend.tsx";
import { snapshotWords } from "./snapshot-words.ts";
import { TakeOverPanel } from "./take-over-panel.tsx";

/** What is handed over with the person: the latest document, the earlier ones beside it, and its completing afterwards. */
export function SnapshotPanel({ referral }: { readonly referral: ReferralDetailView }) {
  const words = { ...useWords(referralWords), ...useWords(snapshotWords) };
  const { language } = useSpeech();
  const path = `/api/referrals/${encodeURIComponent(referral.id)}/snapshots`;
  const [edits, setEdits] = useState(0);
  // Every paper is named by the case, and completing one is a version of it.
  const asked = useAnswer(`${path} ${referral.version} ${edits}`, () => path, snapshotList);
  const [last, setLast] = useState(asked.value);
  if (asked.value !== undefined && asked.value !== last) setLast(asked.value);
  const [chosenId, setChosenId] = useState<string>();
  const [isEditing, setIsEditing] = useState(false);
  const list = asked.value ?? last;
  const items = list?.items ?? [];
  const chosen = items.find(({ id }) => id === chosenId) ?? items.at(-1);
  const isIn = (ids: readonly string[] = []) => chosen !== undefined && ids.includes(chosen.id);
  const isCaller = isIn(list?.mayAdd);
  const mayEdit = isCaller || isIn(list?.mayChange);
  const stamp = (at: string) => `${dateOf(Date.parse(at), language)} ${clockTime(Date.parse(at))}`;
  return (
    <section className={classes.panel} aria-labelledby="snapshot" data-snapshot={chosen?.id}>
      <div className={classes.head}>
        <h2 className={classes.heading} id="snapshot">
          {words.snapshot}
        </h2>
        {items.length > 1 && (
          <div className={classes.choices}>
            {items.map(({ id, occasion, takenAt }) => (
              <Button
                key={id}
                look="quiet"
                aria-pressed={id === chosen?.id}
                onClick={() => {
                  setChosenId(id);
                  setIsEditing(false);
                }}
              >
                {words.snapshotOf(words.occasions[occasionShown({ occasion, takenAt }, referral)], stamp(takenAt))}
              </Button>
            ))}
          </div>
        )}
      </div>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {list === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {list !== undefined && chosen === undefined && <p>{words.noSnapshot}</p>}
      {chosen !== undefined && (
        <>
          <p className={classes.legend}>
            {words.snapshotOf(words.occasions[occasionShown(chosen, referral)], stamp(chosen.takenAt))} ·{" "}
            {chosen.sealedAt === undefined ? words.notSealed : words.sealed(stamp(chosen.sealedAt))}
          </p>
          {mayEdit && !isEditing && (
            <Button
              className={classes.edit}
              onClick={() => {
                // What others write meanwhile takes nobody's form away.
                setChosenId(chosen.id);
                setIsEditing(true);
              }}
            >
              {isCaller ? words.addSeen : words.edit}
            </Button>
          )}
          {isEditing && mayEdit ? (
            <SnapshotEditor
              key={chosen.id}
              path={`/api/referrals/${encodeURIComponent(referral.id)}/papers`}
              snapshot={chosen}
              isBack={isOfReturn(items, chosen)}
              isToComplete={
                referral.retrospective !== undefined &&
                referral.retrospective.completedAt === undefined &&
                !isOfReturn(items, chosen)
              }
              isCaller={isCaller}
              leave={() => {
                setIsEditing(false);
                setChosenId(undefined);
              }}
              done={() => {
                setIsEditing(false);
                setChosenId(undefined);
                setEdits((n) => n + 1);
              }}
            />
          ) : (
            <>
              {isOfReturn(items, chosen) && chosen.id === items.at(-1)?.id && (
                <TakeOverPanel referral={referral} snapshot={chosen} />
              )}
              <SnapshotFields snapshot={chosen} isBack={isOfReturn(items, chosen)} />
            </>
          )}
        </>
      )}
    </section>
  );
}

/** A correction is of the way of what it corrects. */
function isOfReturn(items: readonly SnapshotView[], snapshot: SnapshotView): boolean {
  const corrected = items.find(({ id }) => id === snapshot.corrects);
  return corrected === undefined ? snapshot.occasion === "return" : isOfReturn(items, corrected);
}

function SnapshotFields({ snapshot, isBack }: { readonly snapshot: SnapshotView; readonly isBack: boolean }) {
  const direction = isBack ? "down" : "up";
  const words = { ...useWords(referralWords), ...useWords(snapshotWords) };
  const { say } = useSpeech();
  const known = snapshot.fields.filter(({ lines, by }) => lines.length > 0 || by.kind === "person");
  const unknown = snapshotFieldNames.filter(
    (name) => fieldWords[name].part === "background" && !isFormer(name) && !known.some((field) => field.name === name),
  );
  const parts = isbarParts.filter((part) => part === "background" || known.some((field) => field.part === part));
  return (
    <>
      <p className={classes.legend}>{words.legend}</p>
      {parts.map((part) => (
        <div key={part} className={classes.part}>
          <h3 className={classes.small}>{say(isbarWords[part])}</h3>
          {part === "situation" && snapshot.alert !== undefined && (
            <p>
              <PriorityGlyph level={snapshot.alert.priority} /> <strong>{say(snapshot.alert.title)}</strong>{" "}
              {say(snapshot.alert.reason)}
            </p>
          )}
          <dl className={classes.fields}>
            {known
              .filter((field) => field.part === part && field.name !== "alert")
              .map((field) => (
                <SnapshotField
                  key={field.name}
                  field={field}
                  label={say(labelOf(field.name as (typeof snapshotFieldNames)[number], direction))}
                />
              ))}
            {part === "background" &&
              unknown.map((name) => (
                <div key={name} className={classes.field} data-field={name} data-unknown>
                  <dt className={classes.label}>{say(labelOf(name, direction))}</dt>
                  <dd>
                    <em>{words.unknown}</em>
                  </dd>
                </div>
              ))}
          </dl>
          {part === "assessment" && <SnapshotTrend snapshot={snapshot} />}
        </div>
      ))}
    </>
  );
}

function SnapshotField({ field, label }: { readonly field: SnapshotView["fields"][number]; readonly label: string }) {
  const words = { ...useWords(referralWords), ...useWords(snapshotWords) };
  const { language } = useSpeech();
  const { by } = field;
  const isPersons = by.kind === "person";
  return (
    <div className={`${classes.field} ${isPersons ? classes.person : ""}`} data-field={field.name} data-by={by.kind}>
      <dt className={classes.label}>{label}</dt>
      <dd>
        {field.lines.length === 0 && isPersons && <em>{words.takenAway}</em>}
        {field.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {isPersons && (
          <p className={classes.by}>
            ✎{" "}
            <time dateTime={by.at} title={absolute(Date.parse(by.at))}>
              {words.byPerson(by.person.name, `${dateOf(Date.parse(by.at), language)} ${clockTime(Date.parse(by.at))}`)}
            </time>
            {field.system !== undefined && ` · ${words.systemHad}：${field.system.join("；")}`}
          </p>
        )}
        {field.was?.map(({ person, at, lines }) => (
          <p key={at} className={classes.by}>
            {words.saidBefore(person.name, `${dateOf(Date.parse(at), language)} ${clockTime(Date.parse(at))}`)}：
            {lines.length === 0 ? words.takenAway : lines.join("；")}
          </p>
        ))}
      </dd>
    </div>
  );
}
