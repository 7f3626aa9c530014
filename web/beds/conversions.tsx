import { useState } from "react";
import { Link } from "wouter";
import type { ConversionView, conversionList } from "../../contracts/http/beds.ts";
import { type Action, mayOf, useMe } from "../data/me.ts";
import type { Asked } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedWords } from "./bed-words.ts";
import { type ConversionAction, ConversionStepForm } from "./conversion-step-form.tsx";
import { ConversionWaits } from "./conversion-waits.tsx";

/** What the table of steps asks for; a refusal is the doctor's before the order, and the manager's after it. */
const accessOf: Readonly<Record<Exclude<ConversionAction, "refuse">, Action>> = {
  order: "bed.convert-order",
  approve: "bed.convert-approve",
  "take-effect": "bed.convert",
  "order-return": "bed.convert-order",
  "stay-converted": "bed.convert-order",
  review: "bed.convert-order",
  return: "bed.convert-approve",
  cancel: "bed.convert",
};

interface ConversionsProps {
  readonly facilityId: string;
  readonly asked: Asked<ReturnType<typeof conversionList.parse>>;
  readonly changed: () => void;
}

/** Conversions that are not over, with what whoever is here can do about them. */
export function Conversions({ facilityId, asked, changed }: ConversionsProps) {
  const words = useWords(bedWords);
  const items = asked.value?.items;
  return (
    <Panel heading={words.conversions}>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {items === undefined && asked.problem === undefined && <PanelSkeleton height={80} />}
      {items?.length === 0 && <p>{words.noConversion}</p>}
      {items !== undefined && items.length > 0 && (
        <ul className={classes.list}>
          {items.map((item) => (
            <Conversion key={item.id} item={item} facilityId={facilityId} changed={changed} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface ConversionProps {
  readonly item: ConversionView;
  readonly facilityId: string;
  readonly changed: () => void;
}

function Conversion({ item, facilityId, changed }: ConversionProps) {
  const words = useWords(bedWords);
  const me = useMe();
  const [doing, setDoing] = useState<ConversionAction>();
  const mine = item.next.filter((action) => mayOf(me, accessNow(action, item), facilityId));
  const last = item.steps.at(-1);
  return (
    <li className={classes.item}>
      <div className={classes.row}>
        <strong>{item.bedLabel ?? item.bedId}</strong>
        <span>{item.isOfEmptyBed ? words.emptyBed : item.resident?.name}</span>
        <span>
          {words.uses[item.from]} → {words.uses[item.to]}
        </span>
        <span className={classes.state}>{words.states[item.state]}</span>
        {last !== undefined && (
          <span className={classes.by}>
            {last.by} <Stamp at={Date.parse(last.at)} />
          </span>
        )}
      </div>
      <ConversionWaits item={item} />
      {item.steps[0]?.reason !== undefined && <p className={classes.reason}>{item.steps[0].reason}</p>}
      {item.residentHasLeft && <p className={classes.reason}>{words.left}</p>}
      {doing === undefined ? (
        <div className={classes.row}>
          {mine.map((action) => (
            <Button key={action} onClick={() => setDoing(action)}>
              {words.actions[action]}
            </Button>
          ))}
        </div>
      ) : (
        <ConversionStepForm
          path={`/api/facilities/${encodeURIComponent(facilityId)}`}
          item={item}
          action={doing}
          cancel={() => setDoing(undefined)}
          done={() => {
            setDoing(undefined);
            sayRecorded(words.recorded);
            changed();
          }}
        />
      )}
      {item.state === "effective" && item.resident !== undefined && !item.residentHasLeft && (
        <p data-open-plan>
          <Link className={classes.link} href={`/residents/${encodeURIComponent(item.resident.id)}`}>
            {words.openPlan}
          </Link>
        </p>
      )}
    </li>
  );
}

function accessNow(action: ConversionAction, { state }: ConversionView): Action {
  if (action === "refuse") return state === "requested" ? "bed.convert-order" : "bed.convert-approve";
  return accessOf[action];
}
