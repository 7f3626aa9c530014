import { allClocks } from "./centres.ts";
import { type CaseFigures, fewestTold, type Spread, spreadOf, type TimeTaken, wentDown } from "./figures.ts";
import type { Referral } from "./referral.ts";
import { type ReferralState, referralStates } from "./states.ts";
import { type CaseCell, type ToldHouses, toldHouses } from "./told-houses.ts";
import { type Urgency, unsaid, urgencies } from "./urgency.ts";

/** So many of those in which it could have been. */
export interface Share {
  readonly of: number;
  readonly count: number;
}

/** What every case has. */
export interface General {
  readonly up: number;
  readonly down: number;
  readonly greenChannel: number;
  readonly byPolicy: number;
  /** Cases with a stage that took too long. */
  readonly late: number;
  readonly ended: Readonly<Record<"closed" | "cancelled" | "died" | "elsewhere", number>>;
}

const times = {
  toDoor: ({ toDoorMs }) => toDoorMs,
  answer: ({ measures }) => measures.answerMs,
  fitToBack: ({ measures }) => measures.fitToBackMs,
  stay: ({ measures }) => measures.stayMs,
} as const satisfies Record<string, (each: CaseFigures) => number | undefined>;

const shares = {
  again: ({ measures }) => measures.isReferredAgain,
  declined: ({ measures }) => measures.wasDeclined,
  substituted: ({ measures }) => measures.wasSubstituted,
  papers: ({ measures }) => measures.arePapersInTime,
} as const satisfies Record<string, (each: CaseFigures) => boolean | undefined>;

const timeKeys = Object.keys(times) as readonly (keyof typeof times)[];
const shareKeys = Object.keys(shares) as readonly (keyof typeof shares)[];

/** Figures of some cases; absent: there is nothing of the kind, or it is not told. */
export interface Figures
  extends Readonly<Partial<Record<keyof typeof times, Spread> & Record<keyof typeof shares, Share>>> {
  readonly general?: General;
  /** In the order of the way; stages that nobody was in are absent. */
  readonly stages: readonly (Spread & { readonly state: ReferralState })[];
  readonly clocks: readonly (Spread & { readonly code: string; readonly met: number })[];
  /** How soon a routine one was answered, by how soon that was asked for and whether they had signed with a family doctor. */
  readonly answers: readonly (Spread & { readonly urgency: Urgency; readonly isContracted: boolean })[];
}

/** One kind of figure, for which it is decided by itself of whom it is told. */
export type Figure =
  | "general"
  | keyof typeof times
  | keyof typeof shares
  | `stage ${ReferralState}`
  | `clock ${string}`
  | `answer ${string}`;

/** Figures of some cases, each kind where it is told. */
export function figuresOf(cases: readonly CaseFigures[], isTold: (figure: Figure) => boolean = () => true): Figures {
  const spread = (figure: Figure, taken: readonly TimeTaken[]) => (isTold(figure) ? spreadOf(taken) : undefined);
  const timeFields = timeKeys.flatMap((key) => {
    const of = spread(
      key,
      cases.flatMap((each) => {
        const ms = times[key](each);
        return ms === undefined ? [] : [{ ms, isLate: false }];
      }),
    );
    return of === undefined ? [] : [[key, of] as const];
  });
  const shareFields = shareKeys.flatMap((key) => {
    const said = cases.flatMap((each) => shares[key](each) ?? []);
    if (said.length === 0 || !isTold(key)) return [];
    return [[key, { of: said.length, count: said.filter(Boolean).length }] as const];
  });
  return {
    ...(isTold("general") && { general: generalOf(cases) }),
    ...(Object.fromEntries(timeFields) as Partial<Record<keyof typeof times, Spread>>),
    ...(Object.fromEntries(shareFields) as Partial<Record<keyof typeof shares, Share>>),
    stages: referralStates.flatMap((state) => {
      const own = cases.flatMap(({ stages }) => stages.filter((stage) => stage.state === state));
      const of = spread(`stage ${state}`, own);
      return of === undefined ? [] : [{ state, ...of }];
    }),
    clocks: allClocks.flatMap(({ code }) => {
      const own = cases.flatMap(({ clocks }) => clocks.filter((clock) => clock.code === code));
      const of = spread(`clock ${code}`, own);
      return of === undefined ? [] : [{ code, ...of, met: of.count - of.late }];
    }),
    answers: urgencies.flatMap((urgency) =>
      [true, false].flatMap((isContracted) => {
        const figure = answerFigure(urgency, isContracted);
        const own = cases.filter((each) => answerFigureOf(each) === figure);
        const of = spread(
          figure,
          own.map(({ measures }) => ({ ms: measures.answerMs ?? 0, isLate: false })),
        );
        return of === undefined ? [] : [{ urgency, isContracted, ...of }];
      }),
    ),
  };
}

function answerFigure(urgency: Urgency, isContracted: boolean): Figure {
  return `answer ${urgency} ${isContracted ? "contracted" : "others"}`;
}

function answerFigureOf({ referral: { urgency = unsaid, isContracted }, measures }: CaseFigures): Figure | undefined {
  return measures.answerMs === undefined ? undefined : answerFigure(urgency, isContracted === true);
}

function generalOf(cases: readonly CaseFigures[]): General {
  const count = (is: (referral: Referral) => boolean): number => cases.filter(({ referral }) => is(referral)).length;
  return {
    up: count(({ direction }) => direction === "up"),
    down: count(wentDown),
    greenChannel: count(({ mode }) => mode === "green-channel"),
    byPolicy: count(({ requestedBy }) => requestedBy === undefined),
    late: cases.filter(({ stages }) => stages.some(({ isLate }) => isLate)).length,
    ended: {
      closed: count(({ state }) => state === "closed"),
      cancelled: count(({ state }) => state === "cancelled"),
      died: count(({ state }) => state === "died"),
      elsewhere: count(({ state }) => state === "elsewhere"),
    },
  };
}

/** Of whom each kind of figure of these cases can be told to who may not read all of them. */
export function tellingOf(
  cases: readonly CaseFigures[],
  mayRead: (referral: Referral) => boolean,
): (figure: Figure) => ToldHouses {
  const unread = cases.filter(({ referral }) => !mayRead(referral));
  const known = new Map<Figure, ToldHouses>();
  return (figure) => {
    const told = known.get(figure) ?? toldHouses(cellsOf(unread.filter((each) => hasFigure(each, figure))), fewestTold);
    known.set(figure, told);
    return told;
  };
}

function cellsOf(cases: readonly CaseFigures[]): readonly CaseCell[] {
  const byHouses = Map.groupBy(cases, ({ referral }) => JSON.stringify([referral.originId, referral.destinationId]));
  return [...byHouses].map(([houses, own]) => {
    const [row, column] = JSON.parse(houses) as [string, string];
    return { row, column, cases: own.length };
  });
}

/** Whether a case has a part in it. */
function hasFigure(each: CaseFigures, figure: Figure): boolean {
  if (figure === "general") return true;
  if (figure in times) return times[figure as keyof typeof times](each) !== undefined;
  if (figure in shares) return shares[figure as keyof typeof shares](each) !== undefined;
  const { stages, clocks } = each;
  return (
    figure === answerFigureOf(each) ||
    stages.some(({ state }) => figure === `stage ${state}`) ||
    clocks.some(({ code }) => figure === `clock ${code}`)
  );
}

/** Cases by one of their houses, the one with most cases first. */
export function casesByHouse(
  cases: readonly CaseFigures[],
  houseOf: (referral: Referral) => string,
): readonly { readonly facilityId: string; readonly cases: readonly CaseFigures[] }[] {
  return [...Map.groupBy(cases, ({ referral }) => houseOf(referral))]
    .map(([facilityId, own]) => ({ facilityId, cases: own }))
    .sort((a, b) => b.cases.length - a.cases.length || (a.facilityId < b.facilityId ? -1 : 1));
}
