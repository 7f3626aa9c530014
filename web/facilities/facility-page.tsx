import { Link } from "wouter";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { readAll } from "../data/board-store.ts";
import { mayOf, useMe } from "../data/me.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useBoard } from "../data/use-board.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { CountsPanel } from "./counts-panel.tsx";
import { DepartmentsPanel } from "./departments-panel.tsx";
import { RenameFacilityForm } from "./facility-forms.tsx";
import { facilityPageWords } from "./facility-page-words.ts";
import { facilityWords } from "./facility-words.ts";
import { FamilyBedsPanel } from "./family-beds-panel.tsx";
import { IntakePanel } from "./intake-panel.tsx";
import { ParentPanel } from "./parent-panel.tsx";

/** What belongs to one facility: its name, departments, family beds; where it belongs, and its licensed counts. */
export function FacilityPage({ id }: { readonly id: string }) {
  const words = useWords(facilityPageWords);
  const { county, problem } = useBoard();
  const home = county?.facilities.find((each) => each.id === id);
  if (home !== undefined) return <OneFacility key={home.id} home={home} all={county?.facilities ?? []} />;
  return (
    <OfficePage title={words.title}>
      {county !== undefined && <p>{words.unknown}</p>}
      {county === undefined && problem !== undefined && (
        <ProblemNotice problem={problem} again={() => void readAll()} />
      )}
      {county === undefined && problem === undefined && <PanelSkeleton height={320} />}
    </OfficePage>
  );
}

function OneFacility({ home, all }: { readonly home: FacilityView; readonly all: readonly FacilityView[] }) {
  const words = useWords(facilityPageWords);
  const facilities = useWords(facilityWords);
  const me = useMe();
  const isOutside = home.kind === "external-hospital";
  const mayManage = mayOf(me, "bed.manage", home.id);
  const changed = () => {
    sayRecorded(words.recorded);
    void readAll();
  };
  return (
    <OfficePage title={home.name} lead={facilities.kinds[home.kind]}>
      {mayManage && (
        <Panel heading={facilities.name}>
          <RenameFacilityForm key={home.name} home={home} done={changed} />
        </Panel>
      )}
      {!isOutside && <ParentPanel home={home} all={all} changed={changed} />}
      <IntakePanel home={home} changed={changed} />
      <DepartmentsPanel home={home} changed={changed}>
        {!isOutside && mayOf(me, "duty.read", home.id) && (
          <p>
            {words.deskRoster}{" "}
            <Link href="/duty" onClick={() => officeChoice.choose(home.id)}>
              {facilities.roster}
            </Link>
          </p>
        )}
      </DepartmentsPanel>
      {!isOutside && <CountsPanel home={home} changed={changed} />}
      {!isOutside && mayOf(me, "bed.read", home.id) && <FamilyBedsPanel home={home} changed={changed} />}
    </OfficePage>
  );
}
