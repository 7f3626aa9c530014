import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { useMe } from "../data/me.ts";
import { readBrief } from "../data/referral-briefs.ts";
import { useBoard, useFacilityId, useHeardAlerts } from "../data/use-board.ts";
import { wayOf } from "../inbox/alert-subject.ts";
import { isCalling } from "../inbox/standing.ts";
import { sayUrgent } from "../parts/announcements.ts";
import { useNow, useOnClock } from "../parts/use-clock.ts";
import { playPattern } from "../shell/alarm-sound.ts";
import { silent, soundDue } from "../shell/sound-plan.ts";
import { soundStore } from "../shell/sound-state.ts";
import { useSpeech } from "../words/language.tsx";
import { alarmQueue, callKey, heardAt } from "./alarm-queue.ts";
import { AlarmView, useOpenAlertId, usePutAside } from "./alarm-view.tsx";
import { isBusy } from "./busy.ts";
import { useAnswersFor } from "./use-answers-for.ts";

interface AlarmProps {
  /** The wall has its own way to show alerts, and rings for all of them. */
  readonly place: "page" | "wall";
}

/** Says each new alert of high priority once, fills the screen with it, and sounds while nobody has answered. */
export function Alarm({ place }: AlarmProps) {
  const alerts = useHeardAlerts();
  const shownAt = useFacilityId();
  const now = useNow();
  const answersFor = useAnswersFor();
  const openId = useOpenAlertId();
  const { putAside, calledUp, add, bringBack } = usePutAside();
  const isKeptAside = useOnClock(isBusy);
  const heard = useMemo(() => heardAt(place, alerts, answersFor, shownAt), [place, alerts, answersFor, shownAt]);
  // Where nobody signs in there is no person on duty whose screen could be filled.
  const isSomebody = useMe().kind === "known";
  const queue = alarmQueue(isSomebody ? alerts : [], {
    now,
    answersFor: (id) => answersFor.has(id),
    putAside,
    openId,
    isBusy: isKeptAside,
    calledUp,
  });
  useEffect(() => soundStore.expect(place === "wall" || answersFor.size > 0), [place, answersFor]);
  const isOn = useSyncExternalStore(soundStore.subscribe, soundStore.isOn);
  return (
    <>
      <Herald alerts={alerts} />
      {isOn && <Bell alerts={heard} now={now} />}
      {place === "page" && (
        <AlarmView
          queue={queue}
          putAside={(alert) => add(callKey(alert))}
          bringBack={() => bringBack(queue.aside.map(callKey))}
        />
      )}
    </>
  );
}

/** Says each new alert of high priority once to those who listen. */
function Herald({ alerts }: { readonly alerts: readonly AlertView[] }) {
  const { words, say } = useSpeech();
  const { county } = useBoard();
  const said = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const high = alerts.filter(({ priority, technical }) => priority === "high" && !technical);
    const fresh = high.filter(({ id }) => !said.current.has(id));
    said.current = new Set(high.map(({ id }) => id));
    if (fresh.length === 0 || county === undefined) return;
    const atHome = fresh
      .filter(({ referralId }) => referralId === undefined)
      .map((alert) => {
        const resident = county.residents.get(alert.residentId);
        return words.newAlert(say(alert.title), resident?.name ?? "", resident?.bed?.label ?? words.noBed);
      });
    if (atHome.length > 0) sayUrgent(atHome.join("; "));
    const ofCases = fresh.flatMap(({ title, referralId }) => (referralId === undefined ? [] : [{ title, referralId }]));
    if (ofCases.length === 0) return;
    // Who comes stands in the case; where it cannot be read, what happened is said all the same. A sentence takes the place of
    // the one before.
    void Promise.all(
      ofCases.map(async ({ title, referralId }) => {
        const brief = await readBrief(referralId);
        if (brief === undefined) return words.newAlertAlone(say(title));
        return words.newAlert(say(title), brief.residentName, wayOf(brief).join(" → "));
      }),
    ).then((sentences) => sayUrgent([...atHome, ...sentences].join("; ")));
  }, [alerts, county, words, say]);
  return null;
}

function Bell({ alerts, now }: { readonly alerts: readonly AlertView[]; readonly now: number }) {
  const sounded = useRef(silent);
  useEffect(() => {
    // Repetitions are for the ears of people in the room: they follow the page's clock, not a simulation's.
    const at = Date.now();
    const audible = alerts.filter((alert) => alert.technical || isCalling(alert, now));
    const due = soundDue(audible, sounded.current, at);
    sounded.current = due.sounded;
    if (due.pattern !== undefined) playPattern(due.pattern);
  }, [alerts, now]);
  return null;
}
