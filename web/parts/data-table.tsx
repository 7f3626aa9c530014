import type { ReactNode } from "react";
import classes from "./data-table.module.css";

export interface Column<Row> {
  readonly key: string;
  /** Of the column, and on a phone before the value. */
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Names the row; on a phone the heading of its card. */
  readonly isName?: true;
  /** Hides its head on a phone: the value speaks for itself. */
  readonly isBare?: true;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Instead of a table without rows. */
  readonly empty: ReactNode;
}

/** A table that is read as one everywhere, and looks like cards where it would not fit. Roles are named because a changed display takes them away. */
export function DataTable<Row>({ label, columns, rows, keyOf, empty }: DataTableProps<Row>) {
  if (rows.length === 0) return <div className={classes.empty}>{empty}</div>;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: cards on a phone would be no table for those who listen
    <table className={classes.table} role="table" aria-label={label}>
      <thead className={classes.head} role="rowgroup">
        <tr role="row">
          {columns.map(({ key, head }) => (
            <th key={key} scope="col" role="columnheader">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row" data-row={keyOf(row)}>
            {columns.map(({ key, head, cell, isName, isBare }) =>
              isName ? (
                <th key={key} scope="row" role="rowheader">
                  {cell(row)}
                </th>
              ) : (
                <td key={key} role="cell" data-head={isBare ? "" : head}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: cards on a phone would be no table for those who listen
  );
}
