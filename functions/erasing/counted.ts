import type { ErasedPart } from "../../domain/retention/erasure.ts";
import type { RetentionVerdict } from "../../domain/retention/judge.ts";
import { type DataPartName, dataPart } from "../../stores/data-map.ts";

/** Counts what became of the items of each part. */
export class Counted {
  readonly #parts = new Map<string, ErasedPart>();

  add(part: DataPartName, verdict: RetentionVerdict, isAnonymised: boolean): void {
    const until = verdict.kind === "delete" ? undefined : verdict.until;
    this.#count(part, endOf(verdict, isAnonymised), 1, until);
  }

  addFiles(part: DataPartName, count: number): void {
    if (count > 0) this.#count(part, "deleted", count);
  }

  get parts(): readonly ErasedPart[] {
    return [...this.#parts.values()];
  }

  #count(part: DataPartName, end: ErasedPart["end"], more: number, until?: number): void {
    const key = `${part} ${end} ${until ?? ""}`;
    const count = (this.#parts.get(key)?.count ?? 0) + more;
    const isKnown = until !== undefined && Number.isFinite(until);
    this.#parts.set(key, { part, class: dataPart(part).class, count, end, ...(isKnown && { until }) });
  }
}

function endOf(verdict: RetentionVerdict, isAnonymised: boolean): ErasedPart["end"] {
  if (verdict.kind === "delete") return isAnonymised ? "anonymised" : "deleted";
  return verdict.kind === "archive" ? "archived" : "kept";
}
