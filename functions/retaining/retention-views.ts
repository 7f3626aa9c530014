import type { ErasedPartView, ErasureAnswer } from "../../contracts/http/retention.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { classFacts } from "../../domain/retention/classes.ts";
import type { ErasedPart, Erasure } from "../../domain/retention/erasure.ts";
import { type DataPartName, dataPart, dataPartNames } from "../../stores/data-map.ts";

/** What became of each part, in words, the longest kept first. */
export function partViews(parts: readonly ErasedPart[]): ErasedPartView[] {
  return parts
    .toSorted((one, other) => (other.until ?? 0) - (one.until ?? 0) || (one.part < other.part ? -1 : 1))
    .map(({ part, class: name, count, end, until }) => {
      const { label, source } = classFacts(name);
      return {
        part,
        holds: holdsOf(part),
        class: name,
        rule: { label, source },
        count,
        end,
        ...(until !== undefined && { until: isoTimeOf(until) }),
      };
    });
}

/** An entry of a register may be older than the table of today. */
function holdsOf(part: string): { readonly zh: string; readonly en: string } {
  const known = dataPartNames.find((name): name is DataPartName => name === part);
  return known === undefined ? { zh: part, en: part } : dataPart(known).holds;
}

export function plannedAnswer(parts: readonly ErasedPart[]): ErasureAnswer {
  return { state: "planned", parts: partViews(parts) };
}

export function erasedAnswer({
  erasure,
  isDone,
}: {
  readonly erasure: Erasure;
  readonly isDone: boolean;
}): ErasureAnswer {
  return { state: isDone ? "erased" : "under-way", erasureId: erasure.id, parts: partViews(erasure.parts) };
}
