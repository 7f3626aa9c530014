import { useState } from "react";
import { type BedOnBoard, bedBoard } from "../../contracts/http/beds.ts";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { bedWords } from "../beds/bed-words.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { officeWords } from "../office/office-words.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { facilityPageWords } from "./facility-page-words.ts";
import { CloseFamilyBedForm, FamilyBedForm } from "./family-bed-forms.tsx";
import { FamilyOrder } from "./family-order.tsx";
import { FamilyOrderForm } from "./family-order-form.tsx";
import { familyOrderWords } from "./family-order-words.ts";

interface FamilyBedsPanelProps {
  readonly home: FacilityView;
  readonly changed: () => void;
}

/** Family beds 家庭病床 of a facility: set up at an address, assessed for a period and renewed, closed with a day and a reason, opened again. */
export function FamilyBedsPanel({ home, changed }: FamilyBedsPanelProps) {
  const words = useWords(facilityPageWords);
  const beds = useWords(bedWords);
  const office = useWords(officeWords);
  const orders = useWords(familyOrderWords);
  const speech = useSpeech();
  const mayManage = mayOf(useMe(), "bed.manage", home.id);
  const path = `/api/facilities/${encodeURIComponent(home.id)}`;
  const board = useAnswer(`${path}/beds`, () => `${path}/beds`, bedBoard);
  const [isAdding, setIsAdding] = useState(false);
  const [closing, setClosing] = useState<string>();
  const [assessing, setAssessing] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const done = () => {
    setIsAdding(false);
    setClosing(undefined);
    setAssessing(undefined);
    board.again();
    changed();
  };

  async function reopen({ id }: BedOnBoard): Promise<void> {
    setRefusal(undefined);
    const answer = await ask(path, facility, { reopenFamilyBeds: [id] });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done();
  }

  function actionsOf(bed: BedOnBoard) {
    if (closing === bed.id)
      return <CloseFamilyBedForm path={path} bed={bed} done={done} cancel={() => setClosing(undefined)} />;
    if (assessing === bed.id)
      return <FamilyOrderForm path={path} bed={bed} done={done} cancel={() => setAssessing(undefined)} />;
    if (bed.home?.state === "closed")
      return (
        <ConfirmedButton label={words.reopen} question={words.reopenQuestion(bed.label)} act={() => void reopen(bed)} />
      );
    return (
      <>
        <Button aria-label={orders.assessOf(bed.label)} onClick={() => setAssessing(bed.id)}>
          {orders.assess}
        </Button>{" "}
        <Button aria-label={words.closeOf(bed.label)} onClick={() => setClosing(bed.id)}>
          {words.close}
        </Button>
      </>
    );
  }

  return (
    <Panel heading={words.familyBeds}>
      {refusal !== undefined && <p role="alert">{refusal}</p>}
      {board.problem !== undefined && <ProblemNotice problem={board.problem} again={board.again} />}
      {board.value === undefined && board.problem === undefined && <PanelSkeleton height={120} />}
      {board.value !== undefined && (
        <DataTable<BedOnBoard>
          label={words.familyBeds}
          rows={board.value.beds.filter((bed) => bed.home !== undefined)}
          keyOf={({ id }) => id}
          empty={words.noFamilyBeds}
          columns={[
            { key: "label", head: words.bedName, isName: true, cell: ({ label }) => label },
            { key: "address", head: words.address, cell: (bed) => bed.home?.address ?? words.notShown },
            { key: "on", head: words.establishedOn, cell: (bed) => bed.home?.establishedOn ?? "—" },
            {
              key: "state",
              head: words.state,
              cell: ({ home: at }) =>
                at === undefined
                  ? ""
                  : `${beds.home[at.state]}${at.closed === undefined ? "" : words.closedOn(at.closed.on, at.closed.reason)}`,
            },
            { key: "order", head: orders.period, cell: (bed) => bed.home && <FamilyOrder home={bed.home} /> },
            ...(mayManage ? [{ key: "do", head: office.edit, isBare: true as const, cell: actionsOf }] : []),
          ]}
        />
      )}
      {mayManage && !isAdding && <Button onClick={() => setIsAdding(true)}>{words.establish}</Button>}
      {isAdding && <FamilyBedForm path={path} home={home} done={done} cancel={() => setIsAdding(false)} />}
    </Panel>
  );
}
