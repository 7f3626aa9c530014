import { agreementList, type ConsortiumView, consortium } from "../../contracts/http/consortium.ts";
import { useAnswer } from "../data/use-answer.ts";
import { facilityWords } from "../facilities/facility-words.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { DataTable } from "../parts/data-table.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { AgreementsPanel } from "./agreements-panel.tsx";
import classes from "./consortium.module.css";
import { consortiumWords } from "./consortium-words.ts";

type Facility = ConsortiumView["facilities"][number];

/** The houses that concern whoever is here, the routes between them today, and the agreements that open them. */
export function ConsortiumPage() {
  const words = useWords(consortiumWords);
  const shown = useAnswer("consortium", () => "/api/consortium", consortium);
  const agreements = useAnswer("agreements", () => "/api/agreements", agreementList);
  const changed = () => {
    sayRecorded(words.recorded);
    shown.again();
    agreements.again();
  };
  const facilities = shown.value?.facilities ?? [];
  const isAllOwn = facilities.every(({ isOwn }) => isOwn);
  const nameOf = (id: string) => facilities.find((each) => each.id === id)?.name ?? id;
  return (
    <OfficePage title={words.title} lead={words.lead}>
      {shown.problem !== undefined && <ProblemNotice problem={shown.problem} again={shown.again} />}
      {shown.value === undefined && shown.problem === undefined && <PanelSkeleton height={420} />}
      {shown.value !== undefined && (
        <>
          <Panel heading={words.tree}>
            <ul className={classes.tree}>
              {inTree(facilities).map(({ facility, depth }) => (
                <House key={facility.id} facility={facility} depth={depth} isMarked={!isAllOwn && facility.isOwn} />
              ))}
            </ul>
          </Panel>
          <Panel heading={words.routes}>
            <DataTable<ConsortiumView["routes"][number]>
              label={words.routes}
              rows={shown.value.routes}
              keyOf={({ kind, fromFacilityId, toFacilityId }) => `${kind} ${fromFacilityId} ${toFacilityId}`}
              empty={words.noRoutes}
              columns={[
                { key: "kind", head: words.way, isName: true, cell: ({ kind }) => words.covers[kind] },
                { key: "from", head: words.from, cell: ({ fromFacilityId }) => nameOf(fromFacilityId) },
                { key: "to", head: words.to, cell: ({ toFacilityId }) => nameOf(toFacilityId) },
                { key: "until", head: words.until, cell: ({ validUntil }) => validUntil ?? words.open },
              ]}
            />
          </Panel>
        </>
      )}
      {agreements.problem !== undefined && <ProblemNotice problem={agreements.problem} again={agreements.again} />}
      {agreements.value !== undefined && (
        <AgreementsPanel items={agreements.value.items} nameOf={nameOf} facilities={facilities} changed={changed} />
      )}
    </OfficePage>
  );
}

interface HouseProps {
  readonly facility: Facility;
  readonly depth: number;
  /** As one's own: where all are, the mark would say nothing. */
  readonly isMarked: boolean;
}

function House({ facility, depth, isMarked }: HouseProps) {
  const words = useWords(consortiumWords);
  const { kinds } = useWords(facilityWords);
  const { name, kind, desk, departments } = facility;
  return (
    <li className={classes.house} data-depth={Math.min(depth, 3)}>
      <div className={classes.row}>
        <strong>{name}</strong>
        <span className={classes.small}>{kinds[kind]}</span>
        {isMarked && <span className={classes.mark}>{words.own}</span>}
        {desk !== undefined && <span className={classes.small}>{words.desk[desk]}</span>}
      </div>
      {departments.length > 0 && (
        <ul className={classes.departments}>
          {departments.map(({ id, name: called, phone, isReferralDesk }) => (
            <li key={id}>
              {called}
              {isReferralDesk === true && <span className={classes.mark}>{words.deskMark}</span>}
              {phone !== undefined && <a href={`tel:${phone.replaceAll(" ", "")}`}>{phone}</a>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Each below what it belongs to; what belongs to nobody who is shown stands at the top. */
function inTree(facilities: readonly Facility[]): readonly { readonly facility: Facility; readonly depth: number }[] {
  const below = (parentId: string | undefined, depth: number): { facility: Facility; depth: number }[] =>
    depth > 6
      ? []
      : facilities
          .filter((each) => each.parentId === parentId)
          .flatMap((facility) => [{ facility, depth }, ...below(facility.id, depth + 1)]);
  return below(undefined, 0);
}
