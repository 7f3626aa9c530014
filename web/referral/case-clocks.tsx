import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { pointTitles } from "../../contracts/referral-words.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { lasting } from "../words/time-words.ts";
import classes from "./case-clocks.module.css";
import { CasePoints } from "./case-points.tsx";
import { Checklist } from "./checklist.tsx";
import { beforeHospital, type Point } from "./point-form.tsx";
import { pointWords } from "./point-words.ts";
import { referralWords } from "./referral-words.ts";
import type { KnownReferral } from "./use-referral.ts";

type Clocked = Pick<ReferralDetailView, "clocks" | "checklist" | "centre" | "state" | "destination" | "closedAt"> &
  Partial<Pick<ReferralDetailView, "timePoints">>;

/** What the case knows by itself. */
const knownOfCase: readonly string[] = ["door", "first-door-out"];

interface CaseClocksProps {
  readonly referral: Clocked;
  readonly record: KnownReferral["record"];
}

/** What the desk makes ready and the clocks of the case's centre, each moment recorded by a tap. */
export function CaseClocks({ referral, record }: CaseClocksProps) {
  const words = useWords(referralWords);
  const me = useMe();
  if (referral.centre === undefined) return null;
  const isOpen = referral.closedAt === undefined;
  const isHospitals = isOpen && mayOf(me, "referral.record", referral.destination.id);
  const mayRecord = isOpen && mayOf(me, "referral.record");
  const open = mayRecord ? pointsToRecord(referral, isHospitals) : [];
  const recorded = recordedPoints(referral);
  // Whoever has come is treated now: the moments are tapped before anything is read.
  const isTapFirst = open.length > 0 && !beforeArrival.includes(referral.state);
  const points = (
    <CasePoints
      open={open}
      recorded={recorded}
      mayChange={(code) => mayRecord && (isHospitals || beforeHospital.includes(code))}
      record={record}
    />
  );

  return (
    <section className={classes.panel} aria-label={words.centres[referral.centre]} data-centre={referral.centre}>
      <h3 className={classes.heading}>
        {words.centres[referral.centre]} · {words.prepareDone(doneOf(referral), referral.checklist.length)}
      </h3>
      {isTapFirst && points}
      <Checklist items={referral.checklist} mayTick={isHospitals} record={record} />
      {referral.clocks.length > 0 && (
        <>
          <h3 className={classes.heading}>{words.clocks}</h3>
          <ul className={classes.clocks}>
            {referral.clocks.map((clock) => (
              <ClockRow key={clock.code} clock={clock} isOver={hasLeft(referral)} />
            ))}
          </ul>
        </>
      )}
      {!isTapFirst && points}
    </section>
  );
}

function doneOf({ checklist }: Pick<Clocked, "checklist">): number {
  return checklist.filter(({ doneAt }) => doneAt !== undefined).length;
}

/**
 * Moments of this centre's clocks that nobody has recorded yet; who stands in the door is known of the case. What was
 * before the hospital is known to the other house too, what is done there only to the hospital, from the arrival until the
 * case ends: who was treated may be on the way back before anybody comes to write it down.
 */
function pointsToRecord({ clocks, state }: Clocked, isHospitals: boolean): readonly Point[] {
  const hasCome = !beforeArrival.includes(state);
  const codes = clocks.flatMap(({ from, to, startedAt, endedAt }) => [
    ...(startedAt === undefined && (isHospitals || beforeHospital.some((code) => code === from)) ? [from] : []),
    ...(endedAt === undefined && hasCome && isHospitals ? [to] : []),
  ]);
  return [...new Set(codes)].filter(isPoint).filter((code) => !knownOfCase.includes(code));
}

/** The moments that are known: those of the clocks in their order, then those recorded while another centre prepared. */
function recordedPoints({
  clocks,
  timePoints = [],
}: Pick<Clocked, "clocks" | "timePoints">): ReadonlyMap<Point, number> {
  const known = clocks.flatMap(({ from, to, startedAt, endedAt }) => [
    [from, startedAt] as const,
    [to, endedAt] as const,
  ]);
  const last = new Map(timePoints.map((point) => [point.code, point]));
  const ofOthers = [...last.values()]
    .filter(({ code, isUndone }) => isUndone !== true && !code.startsWith("prepare-"))
    .map(({ code, at }) => [code, at] as const);
  return new Map(
    [...known, ...ofOthers].flatMap(([code, at]) =>
      at === undefined || !isPoint(code) || code === "first-door-out" ? [] : [[code, Date.parse(at)] as const],
    ),
  );
}

function isPoint(code: string): code is Point {
  return code in pointTitles;
}

const beforeArrival: readonly Clocked["state"][] = [
  "requested",
  "triaged",
  "declined",
  "accepted",
  "transport-arranged",
  "en-route",
  "onward-en-route",
];
const left: readonly Clocked["state"][] = ["returning", "follow-up-due"];

/** Nobody treats whoever has left: what was not recorded by then is not waited for. */
function hasLeft({ state, closedAt }: Clocked): boolean {
  return closedAt !== undefined || left.includes(state);
}

interface ClockRowProps {
  readonly clock: ReferralDetailView["clocks"][number];
  /** The person has left, or the case has ended: what nobody recorded does not run on. */
  readonly isOver: boolean;
}

/** How long a clock runs, against its target; with its words, never by colour alone. */
function ClockRow({ clock, isOver }: ClockRowProps) {
  const own = useWords(pointWords);
  const { say, language } = useSpeech();
  const now = useNow();
  const { startedAt, endedAt, targetMinutes } = clock;
  const isRunning = startedAt !== undefined && endedAt === undefined;
  const isUnrecorded = isOver && endedAt === undefined;
  const ms =
    startedAt === undefined ? undefined : (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt);
  const state = isRunning && ms !== undefined && ms > targetMinutes * 60_000 ? "missed" : clock.state;
  return (
    <li
      className={`${classes.clock} ${isUnrecorded ? classes.waiting : classes[state]}`}
      data-clock={clock.code}
      data-clock-state={state}
    >
      <span>{say(clock.title)}</span>
      <span className={classes.figures}>
        {ms === undefined || ms < 0 || isUnrecorded ? "—" : lasting(ms, language)} {own.target(String(targetMinutes))}
      </span>
      <strong>
        {isUnrecorded ? "" : state === "missed" || state === "check" ? "▲ " : state === "met" ? "✓ " : ""}
        {isUnrecorded ? own.unrecorded : own.clockStates[state]}
      </strong>
    </li>
  );
}
