import { useState } from "react";
import { type CallChainView, callChain } from "../../contracts/http/escalation.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOneFacility } from "../data/use-board.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { labelIn, useLabels } from "../office/labels.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, span } from "../words/time-words.ts";
import classes from "./call-chain.module.css";
import { callChainWords } from "./call-chain-words.ts";
import { useDutySections } from "./duty-sections.ts";
import { dutyWords } from "./duty-words.ts";
import { dateText, momentOf } from "./week.ts";

type Chain = CallChainView["chains"][number];
type Step = Chain["steps"][number];

/** Who would be called now, or at another time: what would fail stands first. */
export function CallChainPage() {
  const words = useWords(callChainWords);
  const duty = useWords(dutyWords);
  const sections = useDutySections();
  const facilityId = useOneFacility();
  const [at, setAt] = useState<number>();
  return (
    <OfficePage title={duty.callChain} lead={words.chainLead} sections={sections} aside={<FacilityChoice />}>
      <div className={classes.when}>
        <Field label={words.at} hint={words.atHint}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              type="datetime-local"
              value={at === undefined ? "" : `${dateText(at)}T${clockTime(at)}`}
              onChange={(event) => {
                const [date = "", time = ""] = event.currentTarget.value.split("T");
                setAt(momentOf(date, time));
              }}
            />
          )}
        </Field>
        <Button aria-pressed={at === undefined} onClick={() => setAt(undefined)}>
          {words.now}
        </Button>
      </div>
      {facilityId === undefined ? (
        <PanelSkeleton height={420} />
      ) : (
        <Chains key={facilityId} facilityId={facilityId} {...(at !== undefined && { at })} />
      )}
    </OfficePage>
  );
}

function Chains({ facilityId, at }: { readonly facilityId: string; readonly at?: number }) {
  const words = useWords(callChainWords);
  const { say } = useSpeech();
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/call-chain`;
  const asked = useAnswer(
    `${path} ${at ?? Math.floor(clock.now() / 60_000)}`,
    () => (at === undefined ? path : `${path}?at=${encodeURIComponent(new Date(at).toISOString())}`),
    callChain,
  );
  const { value } = asked;
  return (
    <>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {value === undefined && asked.problem === undefined && <PanelSkeleton height={420} />}
      {value !== undefined && (
        <>
          <section className={classes.warnings} aria-label={words.warnings(value.warnings.length)}>
            {value.warnings.length === 0 ? (
              <p>{words.noWarnings}</p>
            ) : (
              <>
                <h2 className={classes.heading}>{words.warnings(value.warnings.length)}</h2>
                <ul className={classes.warningList}>
                  {value.warnings.map((warning, n) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two warnings may say the same
                    <li key={n} className={classes.warning}>
                      <PriorityGlyph level={warning.priority} /> {say(warning.message)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
          <div className={classes.chains}>
            {value.referral !== undefined && <DeskPanel referral={value.referral} />}
            {value.chains.map((chain) => (
              <ChainPanel key={`${chain.priority} ${chain.about}`} chain={chain} />
            ))}
          </div>
        </>
      )}
    </>
  );
}

function ChainPanel({ chain }: { readonly chain: Chain }) {
  const words = useWords(callChainWords);
  const { words: general, language } = useSpeech();
  const length = (seconds: number) => span(seconds * 1000, language);
  return (
    <Panel
      heading={
        <>
          <PriorityGlyph level={chain.priority} />{" "}
          {words.chainOf(general.priorities[chain.priority], words.about[chain.about])}
        </>
      }
    >
      {chain.waitsUntil !== undefined && <p>{words.waits(clockTime(Date.parse(chain.waitsUntil)))}</p>}
      {chain.steps.length === 0 && chain.waitsUntil === undefined && <p>{words.neverCalls}</p>}
      <Steps steps={chain.steps} />
      {chain.steps.length > 0 && (
        <p className={classes.muted}>
          {chain.repeatEverySeconds === undefined ? words.once : words.repeats(length(chain.repeatEverySeconds))}
          {chain.onSiteWithinSeconds !== undefined &&
            `${general.clause}${words.onSite(length(chain.onSiteWithinSeconds))}`}
        </p>
      )}
    </Panel>
  );
}

/** What comes to the referral desk, and whether anybody is at it. */
function DeskPanel({ referral }: { readonly referral: NonNullable<CallChainView["referral"]> }) {
  const words = useWords(callChainWords);
  const { words: general, language } = useSpeech();
  const { desk, departments, steps, repeatEverySeconds } = referral;
  return (
    <Panel heading={words.deskChain}>
      <p className={desk === "nobody" ? classes.instead : undefined}>
        <strong>
          {desk === "nobody" && "! "}
          {words.desk[desk]}
        </strong>
      </p>
      <p className={classes.muted}>{words.deskFirst(departments.join(general.comma))}</p>
      <Steps steps={steps} />
      {repeatEverySeconds !== undefined && (
        <p className={classes.muted}>{words.repeats(span(repeatEverySeconds * 1000, language))}</p>
      )}
    </Panel>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const words = useWords(callChainWords);
  const { language } = useSpeech();
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.afterSeconds} className={classes.step}>
          <span className={classes.after}>
            {step.afterSeconds === 0 ? words.atOnce : words.after(span(step.afterSeconds * 1000, language))}
          </span>
          <Called step={step} />
        </li>
      ))}
    </ol>
  );
}

function Called({ step }: { readonly step: Step }) {
  const words = useWords(callChainWords);
  const labels = useLabels();
  return (
    <ul className={classes.called}>
      {step.instead !== undefined && <li className={classes.instead}>! {words.instead[step.instead]}</li>}
      {step.people.map((person) => (
        <li key={person.id}>
          <strong>{person.name}</strong>{" "}
          <span className={classes.muted}>{person.roles.map((role) => labelIn(labels.roles, role)).join(" ")}</span>{" "}
          {person.ways.every(({ state }) => state === "no-address" || state === "not-set-up") ? (
            <span className={classes.broken}>{words.noneReady}</span>
          ) : (
            person.ways
              .filter(({ state }) => state === "ready" || state === "failing")
              .map(({ channel, state }) => (
                <span key={channel} className={state === "ready" ? classes.way : classes.broken}>
                  {labels.channels[channel]}
                  {state !== "ready" && ` · ${words.states[state]}`}
                </span>
              ))
          )}
        </li>
      ))}
      {step.channels.map(({ id, name, kind, state }) => (
        <li key={id}>
          <strong>{name}</strong>{" "}
          <span className={state === "ready" ? classes.way : classes.broken}>
            {labels.channels[kind]}
            {state !== "ready" && ` · ${words.states[state]}`}
          </span>
        </li>
      ))}
      {step.people.length === 0 && step.channels.length === 0 && step.instead === undefined && (
        <li className={classes.instead}>! {words.nobodyInStep}</li>
      )}
    </ul>
  );
}
