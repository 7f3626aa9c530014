import { useState } from "react";
import { type PayersView, payersOfMonth } from "../../contracts/http/payers.ts";
import { clock } from "../data/clock.ts";
import { saveFile } from "../data/save-file.ts";
import { useAnswer } from "../data/use-answer.ts";
import { FacilityChoice, useFacilityFor } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./bed-board.module.css";
import { useBedSections } from "./bed-sections.ts";
import { bedWords } from "./bed-words.ts";
import { payersCsv } from "./payers-csv.ts";
import { payersWords } from "./payers-words.ts";

const shanghaiMs = 8 * 3_600_000;

/** Who pays for whose bed in a month, from when to when; where two pay at once comes first. */
export function PayersPage() {
  const title = useWords(bedWords).payersPage;
  const words = useWords(payersWords);
  const facilityId = useFacilityFor("bed.convert");
  const sections = useBedSections();
  return (
    <OfficePage title={title} lead={words.lead} sections={sections} aside={<FacilityChoice needs="bed.convert" />}>
      {facilityId === undefined ? (
        <PanelSkeleton height={420} />
      ) : (
        <Payers key={facilityId} facilityId={facilityId} title={title} />
      )}
    </OfficePage>
  );
}

function Payers({ facilityId, title }: { readonly facilityId: string; readonly title: string }) {
  const words = useWords(payersWords);
  const beds = useWords(bedWords);
  const [month, setMonth] = useState(() => new Date(clock.now() + shanghaiMs).toISOString().slice(0, 7));
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/payers?month=${month}`;
  const asked = useAnswer(path, /^20\d{2}-\d{2}$/.test(month) ? () => path : undefined, payersOfMonth);
  const shown = asked.value;

  function save(of: PayersView): void {
    const name = words.fileOf(of.facility.name.replaceAll(/[\\/:*?"<>|]/g, "_"), of.month);
    saveFile(new Blob([payersCsv(of, words, beds)], { type: "text/csv;charset=utf-8" }), name);
    sayRecorded(words.exported(name));
  }

  return (
    <>
      <div className={classes.row}>
        <Field label={words.month}>
          {(ties) => (
            <input
              {...ties}
              className={formClasses.control}
              type="month"
              value={month}
              onChange={(event) => setMonth(event.currentTarget.value)}
            />
          )}
        </Field>
        {shown !== undefined && <Button onClick={() => save(shown)}>{words.export}</Button>}
      </div>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {shown === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {shown !== undefined && <PayersTable items={shown.items} title={title} />}
    </>
  );
}

type Row = PayersView["items"][number];

function PayersTable({ items, title }: Pick<PayersView, "items"> & { readonly title: string }) {
  const words = useWords(payersWords);
  const beds = useWords(bedWords);
  const twice = new Set(items.filter(({ overlaps }) => overlaps).map(({ resident }) => resident.id));
  const rows = [...items].sort((a, b) => Number(twice.has(b.resident.id)) - Number(twice.has(a.resident.id)));
  const stamp = (at: string | undefined, other: string) => (at === undefined ? other : <Stamp at={Date.parse(at)} />);
  return (
    <Panel heading={title}>
      {twice.size > 0 && (
        <p data-payers-twice={twice.size}>
          <strong>▲ {words.overlaps(twice.size)}</strong>
        </p>
      )}
      <DataTable<Row>
        label={title}
        rows={rows}
        keyOf={({ resident, bedId, elsewhere, from }) => `${resident.id} ${bedId ?? elsewhere} ${from}`}
        empty={words.none}
        columns={[
          { key: "who", head: words.resident, isName: true, cell: ({ resident }) => resident.name ?? words.other },
          {
            key: "bed",
            head: words.bed,
            cell: ({ bedId, bedLabel, elsewhere, overlaps }) => (
              <div className={classes.cell}>
                {elsewhere === undefined ? (bedLabel ?? bedId) : words.elsewhere(elsewhere)}
                {overlaps && <strong>▲ {words.twice}</strong>}
              </div>
            ),
          },
          { key: "use", head: words.use, cell: ({ use }) => (use === undefined ? "" : beds.uses[use]) },
          {
            key: "payer",
            head: words.payer,
            cell: ({ payer }) =>
              payer === undefined ? <span className={classes.small}>{words.unknownPayer}</span> : beds.payers[payer],
          },
          { key: "from", head: words.from, cell: ({ from }) => stamp(from, words.before) },
          { key: "until", head: words.until, cell: ({ until }) => stamp(until, words.still) },
        ]}
      />
    </Panel>
  );
}
