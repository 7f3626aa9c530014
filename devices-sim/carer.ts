import * as z from "zod/mini";
import { type AlertView, alertList } from "../contracts/http/alerts.ts";
import { epochOf } from "../contracts/iso-time.ts";
import { getJson, postJson, readBoxClock } from "./box.ts";
import type { County } from "./county/county.ts";
import type { Story } from "./story/schema.ts";

const looksEveryMs = 20_000;
const by = "模拟护工";
const latching = ["fall", "sos", "smoke", "gas"];

/**
 * Whether the simulated carer closes an alert now: of a simulated resident, old enough, over or of a kind that only a
 * person ends, and not taken on by anybody.
 */
export function isForCarer(
  alert: AlertView,
  residentIds: ReadonlySet<string>,
  now: number,
  comesAfterMs: number,
): boolean {
  const raisedAt = epochOf(alert.raisedAt);
  if (raisedAt === undefined || !residentIds.has(alert.residentId) || alert.handling !== "new") return false;
  if (alert.technical) return false;
  return now - raisedAt >= comesAfterMs && (alert.condition === "cleared" || latching.includes(alert.kind));
}

/**
 * A carer for stories that run unattended: closes the story's own alerts after a while, as a test, so that a board
 * shows life instead of filling up. What people take on themselves earlier is theirs.
 */
export class CarerRounds {
  #timer: NodeJS.Timeout | undefined;

  static begin(http: string, story: Story | undefined, county: County, log: (line: string) => void): CarerRounds {
    const rounds = new CarerRounds();
    const comesAfterMs = story?.carerComesAfter;
    if (comesAfterMs === undefined) return rounds;
    const residentIds = new Set(county.people.map(({ id }) => id));
    rounds.#timer = setInterval(() => {
      closeOldAlerts(http, residentIds, comesAfterMs).catch((error: unknown) => log(`carer: ${String(error)}`));
    }, looksEveryMs);
    return rounds;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

async function closeOldAlerts(http: string, residentIds: ReadonlySet<string>, comesAfterMs: number): Promise<void> {
  const { time } = await readBoxClock(http);
  const { items } = z.parse(alertList, await getJson(http, "/api/alerts?state=open"));
  for (const alert of items.filter((one) => isForCarer(one, residentIds, time, comesAfterMs)))
    await postJson(http, `/api/alerts/${alert.id}/resolve`, { by, outcome: "test", note: "演示告警，由模拟护工关闭" });
}
