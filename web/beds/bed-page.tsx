import { useState } from "react";
import { Link, useRoute } from "wouter";
import { type BedHistoryView, bedHistory } from "../../contracts/http/beds.ts";
import { mayOf, useMe } from "../data/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { BedEvents } from "./bed-events.tsx";
import { bedHistoryWords } from "./bed-history-words.ts";
import { bedWords } from "./bed-words.ts";
import { ConversionRecord } from "./conversion-record.tsx";
import { useFreshBeds } from "./use-fresh-beds.ts";

/** The address of a bed's page. */
const bedPagePath = "/beds/:facilityId/:bedId";

/** What happened with one bed: held, released, occupied, left; and its conversions with every step and who paid. */
export function BedPage() {
  const [, params] = useRoute(bedPagePath);
  if (params === null) return null;
  const { facilityId, bedId } = params;
  return <OneBed key={`${facilityId}#${bedId}`} facilityId={facilityId} bedId={bedId} />;
}

interface OneBedProps {
  readonly facilityId: string;
  readonly bedId: string;
}

function OneBed({ facilityId, bedId }: OneBedProps) {
  const words = useWords(bedHistoryWords);
  const beds = useWords(bedWords);
  const [before, setBefore] = useState<string>();
  const query = `bedId=${encodeURIComponent(bedId)}${before === undefined ? "" : `&before=${encodeURIComponent(before)}`}`;
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/bed-history?${query}`;
  const asked = useFreshBeds(facilityId, path, bedHistory);
  const shown = asked.value;
  const mayOpenResident = mayOf(useMe(), "resident.read", facilityId);
  return (
    <OfficePage
      title={shown === undefined ? words.title : shown.bed.label}
      {...(shown !== undefined && { lead: beds.uses[shown.bed.use] })}
      aside={
        <Link className={classes.link} href="/beds/board" onClick={() => officeChoice.choose(facilityId)}>
          {beds.title}
        </Link>
      }
    >
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {shown === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {shown !== undefined && (
        <>
          <Panel heading={words.history}>
            {shown.items.length === 0 && <p>{words.nothing}</p>}
            <BedEvents items={shown.items} mayOpenResident={mayOpenResident} />
            <div className={classes.row}>
              {before !== undefined && <Button onClick={() => setBefore(undefined)}>{words.newest}</Button>}
              {shown.before !== undefined && <Button onClick={() => setBefore(shown.before)}>{words.older}</Button>}
            </div>
          </Panel>
          <ConversionRecords conversions={shown.conversions} />
        </>
      )}
    </OfficePage>
  );
}

function ConversionRecords({ conversions }: Pick<BedHistoryView, "conversions">) {
  const words = useWords(bedWords);
  const none = useWords(bedHistoryWords).noConversions;
  return (
    <Panel heading={words.conversions}>
      {conversions.length === 0 && <p>{none}</p>}
      <ul className={classes.list}>
        {conversions.map((conversion) => (
          <ConversionRecord key={conversion.id} conversion={conversion} />
        ))}
      </ul>
    </Panel>
  );
}
