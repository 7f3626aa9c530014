import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import type { SnapshotField, SnapshotVitals } from "../../domain/referrals/snapshot-fields.ts";
import { changedNote, fieldLines } from "./field-lines.ts";

/** A short field in a row of several; `share` is how much of the row's width it takes. */
export interface FormCell {
  readonly label: string;
  readonly text: string;
  readonly share: number;
}

/** One part of a printed form, from top to bottom. */
export type FormBlock =
  | { readonly kind: "title"; readonly text: string; readonly small?: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "row"; readonly cells: readonly FormCell[] }
  /** A field of its own width, as long as it has to be; `note` says who changed it. */
  | { readonly kind: "field"; readonly label: string; readonly text: string; readonly note?: string }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly { readonly head: string; readonly share: number }[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "trend"; readonly vitals: SnapshotVitals }
  | { readonly kind: "cut" }
  | { readonly kind: "next-page" };

/** Printed where nobody recorded or said anything: it is not the same as 无. */
export const notRecorded = "未记录";

/** Short fields beside each other; what is not known is said to be so. */
export function row(
  ...cells: readonly (readonly [label: string, text: string | undefined, share: number])[]
): FormBlock {
  return {
    kind: "row",
    cells: cells.map(([label, text, share]) => ({ label, text: text === undefined ? notRecorded : text, share })),
  };
}

/** A field of a snapshot with who changed it. */
export function fieldBlock(label: string, snapshot: Snapshot, name: SnapshotField): FormBlock {
  const lines = fieldLines(snapshot.fields, name);
  const note = changedNote(snapshot, name);
  const text = lines.length === 0 ? notRecorded : lines.join("\n");
  return { kind: "field", label, text, ...(note === undefined ? {} : { note }) };
}
