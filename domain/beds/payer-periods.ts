import type { BedUse } from "../model/facility.ts";
import type { EpochMs } from "../model/time.ts";
import type { BedConversion, Payer } from "./conversion.ts";
import type { BedPlace } from "./guard.ts";
import type { BedHistoryEntry } from "./history.ts";

/** Somebody lay in a bed; without `from` since before it was recorded, without `until` still. */
export interface BedStay {
  readonly place: BedPlace;
  readonly residentId: string;
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/** Who pays for a resident's bed, for which use, from when to when. */
export interface PayerPeriod extends BedStay {
  /** Absent where nobody recorded the use of that time. */
  readonly use?: BedUse;
  /** Absent where nobody recorded who pays: only conversions say so. */
  readonly payer?: Payer;
  readonly conversionId?: string;
}

/** Who lay in a bed from when to when, by its history in the order of time; `now`: who lies there. */
export function staysOf(
  place: BedPlace,
  history: readonly BedHistoryEntry[],
  occupantId: string | undefined,
): readonly BedStay[] {
  const stays: BedStay[] = [];
  let open: BedStay | undefined;
  for (const { at, event } of history) {
    if (event.kind === "occupied") {
      if (open !== undefined && open.residentId !== event.residentId) stays.push({ ...open, until: at });
      if (open?.residentId !== event.residentId) open = { place, residentId: event.residentId, from: at };
    } else if (event.kind === "left") {
      stays.push({
        ...(open?.residentId === event.residentId ? open : { place, residentId: event.residentId }),
        until: at,
      });
      open = undefined;
    }
  }
  if (open !== undefined) stays.push(open);
  const isKnown = occupantId === undefined || open?.residentId === occupantId;
  return isKnown ? stays : [...stays, { place, residentId: occupantId }];
}

/**
 * Who pays for whom, made of who lay where and of the conversions: during a conversion whoever pays after the cut, before and
 * after it in the same bed whoever paid before. A conversion counts from its cut until it was returned, also where the
 * resident has left: that is the period that its payer has.
 */
export function payerPeriods(
  stays: readonly BedStay[],
  conversions: readonly BedConversion[],
  useOf: (place: BedPlace) => BedUse | undefined,
): readonly PayerPeriod[] {
  const converted = conversions.flatMap((conversion) => convertedPeriod(conversion) ?? []);
  const rest = stays.flatMap((stay) => {
    const own = conversions
      .filter(({ period, residentId }) => period !== undefined && residentId === stay.residentId)
      .filter(({ facilityId, bedId }) => facilityId === stay.place.facilityId && bedId === stay.place.bedId)
      .sort((a, b) => (a.period?.from ?? 0) - (b.period?.from ?? 0));
    return unconverted(stay, own, useOf(stay.place));
  });
  return [...converted, ...rest].sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
}

/** The periods in which somebody else pays for another bed of the same resident at the same time, within a time. */
export function overlapping(periods: readonly PayerPeriod[], within: Span): ReadonlySet<PayerPeriod> {
  const found = new Set<PayerPeriod>();
  for (const one of periods)
    for (const other of periods)
      if (
        one.residentId === other.residentId &&
        !isSameBed(one, other) &&
        meets(one, other) &&
        meetsAll([one, other, within])
      )
        found.add(one);
  return found;
}

interface Span {
  readonly from?: EpochMs;
  readonly until?: EpochMs;
}

/** Whether two spans have some time in common; where one ends the other may begin. */
export function meets(one: Span, other: Span): boolean {
  return meetsAll([one, other]);
}

function meetsAll(spans: readonly Span[]): boolean {
  const from = Math.max(...spans.map((span) => span.from ?? Number.NEGATIVE_INFINITY));
  return from < Math.min(...spans.map((span) => span.until ?? Number.POSITIVE_INFINITY));
}

function convertedPeriod({ id, facilityId, bedId, residentId, to, approval, period }: BedConversion) {
  if (residentId === undefined || period === undefined) return undefined;
  const place = { facilityId, bedId };
  const payer = approval === undefined ? {} : { payer: approval.payer.after };
  return { place, residentId, use: to, conversionId: id, ...payer, ...period };
}

/** What of a stay no conversion has. */
function unconverted(stay: BedStay, own: readonly BedConversion[], use: BedUse | undefined): readonly PayerPeriod[] {
  const pieces: PayerPeriod[] = [];
  let from = stay.from;
  for (const { period, approval, from: usedFor } of own) {
    if (period === undefined) continue;
    const piece = { ...stay, ...told(usedFor, approval?.payer.before), ...spanOf(from, period.from) };
    if (meets(stay, piece) && (from === undefined || from < period.from)) pieces.push(piece);
    if (period.until === undefined) return pieces;
    from = Math.max(from ?? period.until, period.until);
  }
  const last = own.at(-1);
  const piece = { ...stay, ...told(last?.from ?? use, last?.approval?.payer.before), ...spanOf(from, stay.until) };
  return stay.until !== undefined && from !== undefined && from >= stay.until ? pieces : [...pieces, piece];
}

function spanOf(from: EpochMs | undefined, until: EpochMs | undefined): Span {
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}

function told(use: BedUse | undefined, payer: Payer | undefined): Pick<PayerPeriod, "use" | "payer"> {
  return { ...(use !== undefined && { use }), ...(payer !== undefined && { payer }) };
}

function isSameBed({ place: one }: BedStay, { place: other }: BedStay): boolean {
  return one.facilityId === other.facilityId && one.bedId === other.bedId;
}
