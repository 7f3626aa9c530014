import { freeBeds } from "../../contracts/http/beds.ts";
import { officeChoice } from "../data/office-choice.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { bedWords } from "./bed-words.ts";
import { countOf, occupiedPart, overLicence, totals, type UseCount } from "./licence.ts";

interface Row extends UseCount {
  readonly key: string;
  /** Absent: all together. */
  readonly house?: { readonly id: string; readonly name: string };
}

/** How full all facilities are that one looks after, by use, against what they are licensed for; in all, and each. */
export function BedOverview() {
  const words = useWords(bedWords);
  const { value, problem, again } = useAnswer("/api/beds/free", () => "/api/beds/free", freeBeds);
  if (value === undefined)
    return problem === undefined ? <PanelSkeleton height={420} /> : <ProblemNotice problem={problem} again={again} />;
  const rows: readonly Row[] = value.items
    .filter(({ isOwn }) => isOwn)
    .flatMap(({ facilityId, name, uses }) =>
      uses.map((use) => ({ ...countOf(use), key: `${facilityId} ${use.use}`, house: { id: facilityId, name } })),
    );
  const sums: readonly Row[] = totals(rows).map((sum) => ({ ...sum, key: `all ${sum.use}` }));
  return (
    <Panel heading={words.overview}>
      <DataTable<Row>
        label={words.overview}
        rows={[...sums, ...rows]}
        keyOf={({ key }) => key}
        empty={words.none}
        columns={[
          {
            key: "house",
            head: words.house,
            isName: true,
            cell: ({ house }) =>
              house === undefined ? (
                <strong>{words.inAll}</strong>
              ) : (
                <Button look="quiet" onClick={() => officeChoice.choose(house.id)}>
                  {house.name}
                </Button>
              ),
          },
          { key: "use", head: words.use, cell: ({ use }) => words.uses[use] },
          { key: "licensed", head: words.licensedHead, cell: ({ licensed }) => licensed ?? "—" },
          { key: "beds", head: words.beds, cell: ({ beds }) => beds },
          { key: "occupied", head: words.occupiedHead, cell: ({ occupied }) => occupied },
          { key: "held", head: words.heldHead, cell: ({ held }) => held },
          { key: "free", head: words.free, cell: ({ free }) => free },
          { key: "part", head: words.part, cell: (row) => <Part count={row} /> },
        ]}
      />
    </Panel>
  );
}

function Part({ count }: { readonly count: UseCount }) {
  const part = occupiedPart(count);
  return (
    <div className={classes.cell}>
      {part === undefined ? "—" : `${Math.round(part * 100)}%`}
      <OverLicence count={count} />
    </div>
  );
}

/** By how much the licence is passed, in words; nothing where it is not. */
export function OverLicence({ count }: { readonly count: Pick<UseCount, "licensed" | "occupied" | "beds"> }) {
  const words = useWords(bedWords);
  const over = overLicence(count);
  if (over.people > 0) return <strong data-over-licence="people">▲ {words.overPeople(over.people)}</strong>;
  return over.beds > 0 ? <strong data-over-licence="beds">▲ {words.overBeds(over.beds)}</strong> : null;
}
