import { useState } from "react";
import { Link } from "wouter";
import {
  type BedBoardView,
  type BedOnBoard,
  bedBoard,
  conversionList,
  releasedBed,
} from "../../contracts/http/beds.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { FamilyOrdersDue } from "../facilities/family-order.tsx";
import { FacilityChoice, useFacilitiesFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { ConvertForm, HoldForm } from "./bed-forms.tsx";
import { bedHistoryWords } from "./bed-history-words.ts";
import { BedOverview, OverLicence } from "./bed-overview.tsx";
import { useBedSections } from "./bed-sections.ts";
import { BedStanding } from "./bed-standing.tsx";
import { bedWords } from "./bed-words.ts";
import { Conversions } from "./conversions.tsx";
import { useFreshBeds } from "./use-fresh-beds.ts";

/** Who lies where, what is held and free, and which beds turn from one use to another. */
export function BedBoardPage() {
  const words = useWords(bedWords);
  const chosen = useFacilitiesFor("bed.read");
  const sections = useBedSections();
  return (
    <OfficePage
      title={words.title}
      lead={words.lead}
      sections={sections}
      aside={<FacilityChoice needs="bed.read" withAll />}
    >
      {chosen === undefined && <PanelSkeleton height={420} />}
      {chosen === "all" && <BedOverview />}
      {chosen !== undefined && chosen !== "all" && <Board key={chosen} facilityId={chosen} />}
    </OfficePage>
  );
}

function Board({ facilityId }: { readonly facilityId: string }) {
  const path = `/api/facilities/${encodeURIComponent(facilityId)}`;
  const board = useFreshBeds(facilityId, `${path}/beds`, bedBoard);
  const conversions = useFreshBeds(facilityId, `${path}/conversions`, conversionList);
  const changed = () => {
    board.again();
    conversions.again();
  };
  const shown = board.value;
  return (
    <>
      {board.problem !== undefined && <ProblemNotice problem={board.problem} again={board.again} />}
      {shown === undefined && board.problem === undefined && <PanelSkeleton height={420} />}
      {shown !== undefined && <Occupancy occupancy={shown.occupancy} />}
      {shown !== undefined && <FamilyOrdersDue beds={shown.beds} />}
      <Conversions facilityId={facilityId} asked={conversions} changed={changed} />
      {shown !== undefined && <Beds facilityId={facilityId} path={path} board={shown} changed={changed} />}
    </>
  );
}

function Occupancy({ occupancy }: Pick<BedBoardView, "occupancy">) {
  const words = useWords(bedWords);
  return (
    <dl className={classes.figures}>
      {occupancy.map(({ use, licensed, beds, occupied, held, barred, free }) => (
        <div key={use} className={classes.figure}>
          <dt>{words.uses[use]}</dt>
          <dd>{words.counts(beds, occupied, held, barred, free)}</dd>
          {licensed !== undefined && (
            <dd className={classes.small}>
              {words.licensed(licensed)} <OverLicence count={{ licensed, occupied, beds }} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

interface BedsProps {
  readonly facilityId: string;
  readonly path: string;
  readonly board: BedBoardView;
  readonly changed: () => void;
}

function Beds({ facilityId, path, board, changed }: BedsProps) {
  const words = useWords(bedWords);
  const history = useWords(bedHistoryWords);
  const speech = useSpeech();
  const me = useMe();
  const [doing, setDoing] = useState<{ readonly bed: string; readonly what: "hold" | "convert" }>();
  const [refusal, setRefusal] = useState<string>();
  const mayHold = mayOf(me, "bed.hold", facilityId);
  const mayConvert = mayOf(me, "bed.convert", facilityId);

  function done(): void {
    setDoing(undefined);
    sayRecorded(words.recorded);
    changed();
  }

  async function release({ id, hold }: BedOnBoard): Promise<void> {
    setRefusal(undefined);
    const answer = await ask(`${path}/beds/release`, releasedBed, { bedId: id, holdId: hold?.id });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done();
  }

  function actionsOf(bed: BedOnBoard) {
    if (doing?.bed === bed.id) {
      const form = { path, bed, done, cancel: () => setDoing(undefined) };
      return doing.what === "hold" ? <HoldForm {...form} /> : <ConvertForm {...form} />;
    }
    const isClosed = bed.home?.state === "closed";
    return (
      <div className={classes.row}>
        {mayHold && bed.standing === "free" && (
          <Button aria-label={words.holdFor(bed.label)} onClick={() => setDoing({ bed: bed.id, what: "hold" })}>
            {words.hold}
          </Button>
        )}
        {mayHold && bed.hold !== undefined && (
          <ConfirmedButton
            label={words.release}
            question={words.releaseQuestion(bed.label)}
            act={() => void release(bed)}
          />
        )}
        {mayConvert && !isClosed && bed.conversion === undefined && bed.hold === undefined && (
          <Button
            look="quiet"
            aria-label={words.convertOf(bed.label)}
            onClick={() => setDoing({ bed: bed.id, what: "convert" })}
          >
            {words.convert}
          </Button>
        )}
      </div>
    );
  }

  return (
    <Panel heading={words.beds}>
      {refusal !== undefined && <p role="alert">{refusal}</p>}
      <DataTable<BedOnBoard>
        label={words.beds}
        rows={board.beds}
        keyOf={({ id }) => id}
        empty={words.none}
        columns={[
          {
            key: "label",
            head: words.bed,
            isName: true,
            cell: ({ id, label }) => (
              <Link
                className={classes.link}
                href={`/beds/${encodeURIComponent(facilityId)}/${encodeURIComponent(id)}`}
                aria-label={history.open(label)}
              >
                {label}
              </Link>
            ),
          },
          {
            key: "use",
            head: words.use,
            cell: ({ use, convertedFrom, home }) => (
              <div className={classes.cell}>
                {words.uses[use]}
                {convertedFrom !== undefined && (
                  <span className={classes.small}>{words.convertedFrom(words.uses[convertedFrom])}</span>
                )}
                {home !== undefined && <span className={classes.small}>{words.home[home.state]}</span>}
                {home?.address !== undefined && <span className={classes.small}>{home.address}</span>}
              </div>
            ),
          },
          {
            key: "who",
            head: words.who,
            cell: (bed) => (
              <div className={classes.cell}>
                <BedStanding bed={bed} mayOpenResident={mayOf(me, "resident.read", facilityId)} />
                {bed.conversion !== undefined && (
                  <span className={classes.small}>
                    {words.uses[bed.conversion.to]} · {words.states[bed.conversion.state]}
                  </span>
                )}
              </div>
            ),
          },
          ...(mayHold || mayConvert ? [{ key: "do", head: words.act, isBare: true as const, cell: actionsOf }] : []),
        ]}
      />
    </Panel>
  );
}
