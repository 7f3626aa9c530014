import type * as z from "zod/mini";
import { type AlertView, alertList, type resolution } from "../contracts/http/alerts.ts";
import { epochOf } from "../contracts/iso-time.ts";
import { type EpochMs, second } from "../domain/model/time.ts";
import { type BoxApi, getAll, postJson, readBoxClock } from "./box.ts";
import type { County } from "./county/county.ts";
import { hashOf } from "./random.ts";
import type { Story } from "./story/schema.ts";

const looksEveryMs = 5 * second;
/** Under this name the simulated carer acknowledges, arrives and resolves. */
export const carerName = "模拟护工";
const latching = ["fall", "sos", "smoke", "gas", "long-lie"];
const soonest = { goesAfterMs: 30 * second, walksMs: 30 * second, staysMs: 60 * second };

type Finding = Pick<z.output<typeof resolution>, "outcome"> & { readonly note: string };

/** What the carer finds at the bedside; the alert's id decides which. */
const findings: Readonly<Record<string, readonly Finding[]>> = {
  fall: [
    { outcome: "real", note: "已扶起，查体无外伤，已通知家属" },
    { outcome: "real", note: "滑坐在地，已扶起，继续观察" },
    { outcome: "false", note: "坐下过猛，并未跌倒" },
  ],
  sos: [
    { outcome: "real", note: "已到床边，协助如厕" },
    { outcome: "real", note: "诉头晕，已测血压并告知医生" },
    { outcome: "false", note: "误碰按钮" },
  ],
  "long-lie": [{ outcome: "real", note: "倒地较久，已扶起保暖，查体并告知医生" }],
  smoke: [{ outcome: "false", note: "做饭油烟，已开窗通风" }],
  gas: [{ outcome: "false", note: "现场检查无泄漏，已通风" }],
  "spo2-limit": [
    { outcome: "real", note: "协助坐起后血氧回升，已告知医生" },
    { outcome: "device-fault", note: "手环松脱，重新佩戴后正常" },
  ],
};
const otherwise: readonly Finding[] = [{ outcome: "real", note: "已查看，情况稳定，继续观察" }];

/** One thing the carer does now. */
export type CareStep =
  | { readonly do: "acknowledge" | "on-site"; readonly alertId: string }
  | ({ readonly do: "resolve"; readonly alertId: string } & Finding);

/**
 * What the simulated carer does now about the open alerts of simulated residents. Alerts are gone to after 30 to 90
 * seconds, except the oldest that nobody has taken: it is left to whoever is watching for `leavesForMs`. The carer is there
 * half a minute to a minute and a half after setting out, and resolves one to two and a half minutes after that, once the
 * condition is over or only a person can end it. What others have taken or shelved is theirs, devices speak for
 * themselves, and what calls the desk of a hospital is for whoever plays that desk.
 */
export function careFor(
  alerts: readonly AlertView[],
  residentIds: ReadonlySet<string>,
  now: EpochMs,
  leavesForMs: number,
): readonly CareStep[] {
  const ours = alerts.filter(
    ({ residentId, technical, kind }) => residentIds.has(residentId) && !technical && !isForTheOffice(kind),
  );
  const waiting = ours
    .filter(({ handling, shelved }) => handling === "new" && shelved === undefined)
    .toSorted((a, b) => timeOf(a.raisedAt) - timeOf(b.raisedAt));
  const goesTo = waiting.filter((alert, index) => {
    const patienceMs = index === 0 ? leavesForMs : soonest.goesAfterMs + (hashOf(alert.id, "goes") % 50) * second;
    return now - timeOf(alert.raisedAt) >= patienceMs;
  });
  return [
    ...goesTo.map(({ id }): CareStep => ({ do: "acknowledge", alertId: id })),
    ...ours.filter((alert) => isArrived(alert, now)).map(({ id }): CareStep => ({ do: "on-site", alertId: id })),
    ...ours
      .filter((alert) => isDone(alert, now))
      .map(
        (alert): CareStep => ({
          do: "resolve",
          alertId: alert.id,
          ...findingOf(alert),
        }),
      ),
  ];
}

function isArrived(alert: AlertView, now: EpochMs): boolean {
  return alert.handling === "acknowledged" && isSince(alert, "acknowledged", soonest.walksMs, 60, now);
}

function isDone(alert: AlertView, now: EpochMs): boolean {
  if (alert.handling !== "on-site") return false;
  if (alert.condition === "active" && !latching.includes(alert.kind)) return false;
  return isSince(alert, "on-site", soonest.staysMs, 90, now);
}

/** Whether the carer did that long enough ago, by the alert a little longer; what another person did last is theirs. */
function isSince(
  alert: AlertView,
  what: "acknowledged" | "on-site",
  leastMs: number,
  upToMoreSeconds: number,
  now: EpochMs,
): boolean {
  const done = alert.timeline.findLast((entry) => entry.what === what);
  if (done?.by !== carerName) return false;
  return now - timeOf(done.at) >= leastMs + (hashOf(alert.id, what) % upToMoreSeconds) * second;
}

function findingOf({ id, kind }: AlertView): Finding {
  const possible = findings[kind] ?? otherwise;
  return possible[hashOf(id, "finds") % possible.length] as Finding;
}

/** What cannot be read counts as just now: nothing is done about it. */
function timeOf(isoTime: string): EpochMs {
  return epochOf(isoTime) ?? Number.POSITIVE_INFINITY;
}

/** A carer for stories that run unattended, so that a board shows life instead of filling up. */
export class CarerRounds {
  #timer: NodeJS.Timeout | undefined;

  static begin(api: BoxApi, story: Story | undefined, county: County, log: (line: string) => void): CarerRounds {
    const rounds = new CarerRounds();
    const leavesForMs = story?.carerComesAfter;
    if (leavesForMs === undefined) return rounds;
    const residentIds = new Set(county.people.map(({ id }) => id));
    let isBusy = false;
    rounds.#timer = setInterval(() => {
      if (isBusy) return;
      isBusy = true;
      goRound(api, residentIds, leavesForMs)
        .catch((error: unknown) => log(`carer: ${String(error)}`))
        .finally(() => {
          isBusy = false;
        });
    }, looksEveryMs);
    return rounds;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

async function goRound(api: BoxApi, residentIds: ReadonlySet<string>, leavesForMs: number): Promise<void> {
  const { time } = await readBoxClock(api);
  const items = await getAll(api, "/api/alerts?state=open", alertList);
  for (const step of careFor(items, residentIds, time, leavesForMs)) {
    const path = `/api/alerts/${step.alertId}/${step.do}`;
    const { outcome, note } = step.do === "resolve" ? step : {};
    await postJson(api, path, { by: carerName, ...(outcome && { outcome, note }) });
  }
}

/** Of a referral, or of what is to be settled about a bed: nobody walks to a bedside for it. */
function isForTheOffice(kind: string): boolean {
  return kind.startsWith("referral-") || kind === "bed-asked" || kind === "bed-late";
}
