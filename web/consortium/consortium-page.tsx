import { agreementList, type ConsortiumView, consortium } from "../../contracts/http/consortium.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { DataTable } from "../parts/data-table.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { AgreementsPanel } from "./agreements-panel.tsx";
import { consortiumWords } from "./consortium-words.ts";
import { TreePanel } from "./tree-panel.tsx";

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
  const nameOf = (id: string) => facilities.find((each) => each.id === id)?.name ?? id;
  return (
    <OfficePage title={words.title} lead={words.lead}>
      {shown.problem !== undefined && <ProblemNotice problem={shown.problem} again={shown.again} />}
      {shown.value === undefined && shown.problem === undefined && <PanelSkeleton height={420} />}
      {shown.value !== undefined && (
        <>
          <TreePanel consortium={shown.value} />
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
