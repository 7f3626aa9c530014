import type { ImportResult } from "../../contracts/http/import.ts";
import { Panel } from "../office/office-page.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./register.module.css";
import { registerWords } from "./register-words.ts";

type Fault = ImportResult["faults"][number];
type Row = ImportResult["rows"][number];

/** What a file came to: every fault with its row and column, and what becomes of each row. */
export function ImportOutcome({ result }: { readonly result: ImportResult }) {
  const words = useWords(registerWords);
  const { say } = useSpeech();
  const { counts, faults, rows, done } = result;
  const faultNumbers = new Map(faults.map((fault, at) => [fault, at]));
  return (
    <Panel heading={words.outcome}>
      <p className={classes.result} role="status">
        {done
          ? words.importDone(counts.new)
          : faults.length > 0
            ? words.faultCount(faults.length)
            : counts.new === 0
              ? words.nothingNew
              : words.noFaults}
      </p>
      <p>{words.counts(counts.rows, counts.new, counts.unchanged, counts.different, counts.refused)}</p>
      {faults.length > 0 ? (
        <DataTable<Fault>
          label={words.problem}
          rows={faults}
          keyOf={(fault) => String(faultNumbers.get(fault))}
          empty=""
          columns={[
            {
              key: "row",
              head: words.row,
              isName: true,
              cell: ({ row }) => (row === undefined ? words.wholeFile : `${words.row} ${row}`),
            },
            { key: "column", head: words.column, cell: ({ column }) => column ?? "" },
            { key: "value", head: words.value, cell: ({ value }) => value ?? "" },
            { key: "problem", head: words.problem, cell: ({ messages }) => say(messages) },
          ]}
        />
      ) : (
        <DataTable<Row>
          label={words.outcome}
          rows={rows}
          keyOf={({ row }) => String(row)}
          empty={words.nothingNew}
          columns={[
            { key: "row", head: words.row, isName: true, cell: ({ row }) => `${words.row} ${row}` },
            { key: "id", head: words.deviceNumber, cell: ({ id }) => <span className={classes.code}>{id}</span> },
            {
              key: "outcome",
              head: words.outcome,
              cell: ({ outcome, messages }) =>
                `${words.outcomes[outcome]}${messages === undefined ? "" : ` · ${say(messages)}`}`,
            },
          ]}
        />
      )}
    </Panel>
  );
}
