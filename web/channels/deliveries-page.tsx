import { useState } from "react";
import { Link } from "wouter";
import { type DeliveryView, deliveryList } from "../../contracts/http/deliveries.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOneFacility } from "../data/use-board.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { labelIn, useLabels } from "../office/labels.ts";
import { OfficePage } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { useChannelSections } from "./channel-sections.ts";
import { channelWords } from "./channel-words.ts";
import classes from "./channels.module.css";

const states = ["due", "sending", "accepted", "failed", "cancelled"] as const;

/** Every call of a facility: whom, at which step, by what, and what came of it. */
export function DeliveriesPage() {
  const words = useWords(channelWords);
  const sections = useChannelSections();
  const facilityId = useOneFacility();
  return (
    <OfficePage title={words.deliveries} lead={words.deliveriesLead} sections={sections} aside={<FacilityChoice />}>
      {facilityId === undefined ? (
        <PanelSkeleton height={320} />
      ) : (
        <Deliveries key={facilityId} facilityId={facilityId} />
      )}
    </OfficePage>
  );
}

function Deliveries({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(channelWords);
  const labels = useLabels();
  const speech = useSpeech();
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/deliveries`;
  const asked = useAnswer(path, () => path, deliveryList);
  const [older, setOlder] = useState<{ readonly items: readonly DeliveryView[]; readonly next?: string | undefined }>();
  const [refusal, setRefusal] = useState<string>();
  const [state, setState] = useState("");
  const [channel, setChannel] = useState("");
  const [who, setWho] = useState("");
  if (asked.value === undefined)
    return asked.problem === undefined ? (
      <PanelSkeleton height={320} />
    ) : (
      <ProblemNotice problem={asked.problem} again={asked.again} />
    );
  const all = [...asked.value.items, ...(older?.items ?? [])];
  const next = older === undefined ? asked.value.next : older.next;
  const shown = all.filter(
    (one) =>
      (state === "" || one.state === state) &&
      (channel === "" || one.channel === channel) &&
      one.to.name.toLowerCase().includes(who.trim().toLowerCase()),
  );
  const kinds = [...new Set(all.map((one) => one.channel))];

  async function readOlder(after: string): Promise<void> {
    const answer = await ask(`${path}?after=${encodeURIComponent(after)}`, deliveryList);
    if (answer.kind === "problem") {
      setRefusal(problemText(answer.problem, speech));
      return;
    }
    setOlder({ items: [...(older?.items ?? []), ...answer.value.items], next: answer.value.next });
  }

  return (
    <>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      <div className={classes.filters}>
        <Field label={words.filterState}>
          {(ties) => (
            <Select
              {...ties}
              value={state}
              empty={words.all}
              change={setState}
              choices={states.map((value) => ({ value, label: labelIn(words.deliveryStates, value) }))}
            />
          )}
        </Field>
        <Field label={words.filterChannel}>
          {(ties) => (
            <Select
              {...ties}
              value={channel}
              empty={words.all}
              change={setChannel}
              choices={kinds.map((value) => ({ value, label: labels.channels[value] }))}
            />
          )}
        </Field>
        <Field label={words.filterWho}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              type="search"
              value={who}
              onChange={(event) => setWho(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      {(asked.value.unreadable?.length ?? 0) > 0 && <p>{words.unreadable(asked.value.unreadable?.length ?? 0)}</p>}
      <DataTable<DeliveryView>
        label={words.deliveries}
        rows={shown}
        keyOf={({ id }) => id}
        empty={all.length === 0 ? words.noDeliveries : words.noMatch}
        columns={[
          { key: "when", head: words.when, cell: ({ createdAt }) => <Stamp at={Date.parse(createdAt)} /> },
          {
            key: "to",
            head: words.to,
            isName: true,
            cell: ({ to }) => to.name,
          },
          { key: "channel", head: words.channel, cell: (one) => labels.channels[one.channel] },
          {
            key: "result",
            head: words.result,
            cell: (one) => (
              <>
                <span className={one.state === "failed" ? classes.failing : undefined}>
                  {labelIn(words.deliveryStates, one.state)}
                </span>
                {one.attempts > 1 && ` · ${words.attempts(one.attempts)}`}
                {one.isGrouped === true && ` · ${words.grouped}`}
                {one.error !== undefined && ` · ${speech.say(one.error.message)}`}
              </>
            ),
          },
          {
            key: "step",
            head: words.step,
            cell: ({ round, step, notice, family }) =>
              notice === undefined && family === undefined ? words.stepText(round, step) : "—",
          },
          {
            key: "alert",
            head: words.alert,
            cell: ({ alertId, priority, notice, family }) =>
              notice !== undefined ? (
                labelIn(words.notices, notice)
              ) : family !== undefined ? (
                words.toFamily(labelIn(words.toldFamily, family))
              ) : (
                <Link className={classes.link} href={`/alerts/${encodeURIComponent(alertId)}`}>
                  <PriorityGlyph level={priority} /> {words.openAlert}
                </Link>
              ),
          },
        ]}
      />
      {refusal !== undefined && <p role="alert">{refusal}</p>}
      {next !== undefined && (
        <div>
          <Button onClick={() => void readOlder(next)}>{words.older}</Button>
        </div>
      )}
    </>
  );
}
