import { type AlertView, alert, alertList } from "../../contracts/http/alerts.ts";
import { facilityList } from "../../contracts/http/facilities.ts";
import { health } from "../../contracts/http/health.ts";
import { residentList } from "../../contracts/http/residents.ts";
import { soundStore } from "../shell/sound-state.ts";
import { type Answer, ask } from "./api.ts";
import { askAll } from "./ask-all.ts";
import { noteBeds } from "./bed-news.ts";
import { type BoardAction, type BoardState, emptyBoard, reduce } from "./board-state.ts";
import { clock } from "./clock.ts";
import { countyOf, heardFacilities } from "./county.ts";
import { keepListening } from "./listening.ts";
import { connectLive } from "./live-connection.ts";
import { renewLeases } from "./live-leases.ts";
import { type Action, isTurnedAway, mayOf, meStore, readMe } from "./me.ts";
import { noteReferrals } from "./referral-news.ts";
import { settingsStore } from "./settings.ts";

/** Vitals are shown in one go at most this often; alerts wait for nothing. */
const showEveryMs = 100;
/** A stranger is looked up at most this often. */
const readAgainAfterMs = 3_000;
/** Whoever may listen nowhere sees what is at most this old. */
const readUnheardEveryMs = 60_000;

let state: BoardState = emptyBoard;
let shown: BoardState = emptyBoard;
let showTimer: ReturnType<typeof setTimeout> | undefined;
let readTimer: ReturnType<typeof setTimeout> | undefined;
let reading: Promise<void> | undefined;
let mustReadAfterwards = false;
const listeners = new Set<() => void>();

function dispatch(action: BoardAction): void {
  state = reduce(state, action);
  if (state.mustRead) readTimer ??= setTimeout(() => void readAll(), readAgainAfterMs);
  // Browsers hold up the timers of a page in the background for as long as a minute; its alarm must sound at once.
  if (document.hidden) show();
  else showTimer ??= setTimeout(show, showEveryMs);
}

function show(): void {
  clearTimeout(showTimer);
  showTimer = undefined;
  shown = state;
  for (const listener of listeners) listener();
}

/**
 * Reads everything from now on, once for all who ask while a read is under way. Called at the start, after each
 * (re)connection and when somebody unknown is mentioned.
 */
export function readAll(): Promise<void> {
  mustReadAfterwards = reading !== undefined;
  reading ??= readUntilFresh().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function readUntilFresh(): Promise<void> {
  do {
    mustReadAfterwards = false;
    await readOnce();
  } while (mustReadAfterwards);
}

async function readOnce(): Promise<void> {
  clearTimeout(readTimer);
  readTimer = undefined;
  dispatch({ kind: "read-started" });
  const askedAt = Date.now();
  const [alive, who] = await Promise.all([ask("/api/health", health), readMe()]);
  if (alive.kind === "answer") clock.learn(alive.value, (askedAt + Date.now()) / 2);
  if (who.kind === "problem" && isTurnedAway(who.problem)) {
    dispatch({ kind: "read-failed", problem: who.problem });
    readTimer ??= setTimeout(() => void readAll(), readUnheardEveryMs);
    return show();
  }
  listenIfAllowed();
  const [facilities, residents, alerts] = await Promise.all([
    ifAllowed("facility.read", () => ask("/api/facilities", facilityList)),
    ifAllowed("resident.read", () => askAll("/api/residents", residentList)),
    ifAllowed("alert.read", () => askAll("/api/alerts?state=open", alertList)),
  ]);
  const failed = [facilities, residents, alerts].find((answer) => answer.kind === "problem");
  if (facilities.kind === "answer" && residents.kind === "answer" && alerts.kind === "answer") {
    dispatch({ kind: "read", county: countyOf(facilities.value.items, residents.value.items, alerts.value.items) });
  } else if (failed?.kind === "problem") {
    dispatch({ kind: "read-failed", problem: failed.problem });
  }
  show();
  listening.reconsider();
}

/** A list that is not theirs, or not any more, holds nothing for them: the others are shown all the same. */
async function ifAllowed<T>(
  action: Action,
  asking: () => Promise<Answer<{ readonly items: readonly T[] }>>,
): Promise<Answer<{ readonly items: readonly T[] }>> {
  const nothing = { kind: "answer", value: { items: [] } } as const;
  if (!mayOf(meStore.read(), action)) return nothing;
  const answer = await asking();
  const isClosed =
    answer.kind === "problem" && answer.problem.kind === "refused" && answer.problem.code === "no-access";
  return isClosed ? nothing : answer;
}

/** Whose changes the page hears of. */
function heardFacilityIds(): readonly string[] | undefined {
  const ids = state.county?.facilities.map(({ id }) => id);
  return ids && heardFacilities(ids, settingsStore.read().facilityId, meStore.read());
}

const listening = keepListening({
  facilityIds: heardFacilityIds,
  renew: (facilityIds) => renewLeases(facilityIds, clock.speed()),
  read: readAll,
  settle: () => reading ?? readAll(),
  // A page in the background is noticed by its sound.
  isNoticed: () => !document.hidden || soundStore.isOn(),
  became(kind) {
    if (kind === "live") dispatch({ kind: "connected" });
    else if (kind === "connecting") dispatch({ kind: "connecting" });
    else dispatch({ kind: "disconnected", at: clock.now() });
    show();
  },
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
});

let isListening = false;

/** Listens from the first read on by which whoever is here may; until then reads again from time to time. */
function listenIfAllowed(): void {
  if (isListening) return;
  if (!mayOf(meStore.read(), "live.listen")) {
    dispatch({ kind: "nothing-to-hear" });
    readTimer ??= setTimeout(() => void readAll(), readUnheardEveryMs);
    return;
  }
  isListening = true;
  dispatch({ kind: "connecting" });
  void connectLive({
    connected: () => listening.subscribed(true),
    disconnected: () => listening.subscribed(false),
    message(message) {
      clock.correct(Date.parse(message.sentAt));
      dispatch({ kind: "live", message });
      noteReferrals(message);
      noteBeds(message);
      if (message.alerts.length > 0) show();
    },
    unreadable: () => dispatch({ kind: "unreadable" }),
  });
}

/** Starts the board's only two sources: one read, then live messages where whoever is here may hear them. */
export function startBoard(): void {
  void readAll();
  settingsStore.subscribe(listening.reconsider);
  soundStore.subscribe(listening.reconsider);
  document.addEventListener("visibilitychange", listening.reconsider);
}

/** Says that the board cannot even begin. */
export function noteUnreachable(): void {
  dispatch({ kind: "disconnected", at: clock.now() });
}

export const boardStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): BoardState => shown,
};

export type Outcome = "real" | "false" | "test" | "device-fault";

/** What somebody does with an alert. */
export type AlertAct =
  | { readonly kind: "acknowledge"; readonly takeOver?: true }
  | { readonly kind: "on-site" }
  | { readonly kind: "release" }
  | { readonly kind: "resolve"; readonly outcome: Outcome; readonly note?: string }
  | { readonly kind: "comment"; readonly note: string }
  | { readonly kind: "shelve"; readonly minutes: number; readonly reason: string }
  | { readonly kind: "unshelve" };

/** Those for which it matters what the person saw: a newer call is refused and read instead of being answered unseen. */
const seenFirst: ReadonlySet<AlertAct["kind"]> = new Set(["acknowledge", "on-site", "resolve", "shelve"]);

/**
 * Does it; the board shows what the server recorded, nothing before. `by` is for pages where nobody signs in: whoever
 * signed in acts in their own name.
 */
export async function actOn(alertSeen: AlertView, act: AlertAct, by?: string): Promise<Answer<AlertView>> {
  const { kind, ...rest } = act;
  return await change(`/api/alerts/${encodeURIComponent(alertSeen.id)}/${kind}`, {
    ...rest,
    ...(by === undefined ? {} : { by }),
    ...(seenFirst.has(kind) ? { version: alertSeen.version } : {}),
  });
}

async function change(path: string, body: unknown): Promise<Answer<AlertView>> {
  const answer = await ask(path, alert, body);
  if (answer.kind === "answer") {
    dispatch({ kind: "alert", alert: answer.value });
    show();
  } else if (answer.problem.kind === "refused") {
    // Whoever is refused is told why, and by whose doing: what is known first.
    await readAll();
  }
  return answer;
}
