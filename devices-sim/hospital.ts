import { type ReferralDetailView, type ReferralView, referralList } from "../contracts/http/referrals.ts";
import { epochOf } from "../contracts/iso-time.ts";
import { hour, minute } from "../domain/model/time.ts";
import { type BoxApi, getAll, postJson, readBoxClock } from "./box.ts";

const looksEveryMs = 15_000;
/** Under this name the simulated houses take their steps. */
export const hospitalName = "模拟医院";

type Action = ReferralDetailView["can"][number]["do"];
type State = ReferralView["state"];

interface Next {
  readonly do: Action;
  /** For which house of the case. */
  readonly as: "origin" | "destination" | "return";
  /** So long a stage is left to whoever plays. */
  readonly afterMs: number;
  readonly reason?: string;
}

/** How a case goes on by itself. What only a person decides (a refusal, another hospital) it never does. */
const next: Readonly<Partial<Record<State, Next>>> = {
  requested: { do: "triage", as: "destination", afterMs: 12 * minute },
  triaged: { do: "accept", as: "destination", afterMs: 12 * minute },
  accepted: { do: "depart", as: "origin", afterMs: 6 * minute },
  "transport-arranged": { do: "depart", as: "origin", afterMs: 6 * minute },
  "en-route": { do: "arrive", as: "destination", afterMs: 10 * minute },
  arrived: { do: "admit", as: "destination", afterMs: 12 * minute },
  admitted: { do: "ready", as: "destination", afterMs: 20 * minute },
  treated: { do: "depart-back", as: "destination", afterMs: 15 * minute },
  "ready-for-down": { do: "accept-down", as: "return", afterMs: 15 * minute },
  "down-accepted": { do: "depart-back", as: "destination", afterMs: 15 * minute },
  returning: { do: "receive-back", as: "return", afterMs: 10 * minute },
  "follow-up-due": { do: "follow-up", as: "return", afterMs: 30 * minute, reason: "电话随访，进食睡眠正常，按时服药" },
};

/** What began before the demo did is there to be looked at: it goes on only so long before it would be late. */
const beforeLateMs = hour / 2;
const isPast = (id: string): boolean => id.startsWith("demo-past-");

export interface HospitalStep {
  readonly referralId: string;
  readonly do: Action;
  readonly as: string;
  /** The case as it was seen: whoever was first has it. */
  readonly version: number;
  readonly reason?: string;
}

/**
 * What the simulated houses do now about open referrals of simulated residents, so that none stays open for ever. Each
 * stage is left for some minutes to whoever plays it, from its beginning on; what simulated people know nothing of is left alone.
 */
export function stepsFor(
  referrals: readonly ReferralView[],
  residentIds: ReadonlySet<string>,
  now: number,
): readonly HospitalStep[] {
  return referrals.flatMap((referral): readonly HospitalStep[] => {
    const step = next[referral.state];
    if (step === undefined || !residentIds.has(referral.residentId) || !isTime(referral, step, now)) return [];
    const { id, version, origin, destination } = referral;
    const houses = { origin, destination, return: referral.return ?? origin };
    return [
      {
        referralId: id,
        do: step.do,
        as: houses[step.as].id,
        version,
        ...(step.reason !== undefined && { reason: step.reason }),
      },
    ];
  });
}

function isTime({ id, since, dueAt }: ReferralView, { afterMs }: Next, now: number): boolean {
  if (isPast(id)) return dueAt !== undefined && (epochOf(dueAt) ?? Number.POSITIVE_INFINITY) - now <= beforeLateMs;
  return now - (epochOf(since) ?? Number.POSITIVE_INFINITY) >= afterMs;
}

/** The other side of the demo's referrals, until it is ended. */
export class HospitalRounds {
  #timer: NodeJS.Timeout | undefined;

  static begin(api: BoxApi, residentIds: ReadonlySet<string>, log: (line: string) => void): HospitalRounds {
    const rounds = new HospitalRounds();
    let isBusy = false;
    rounds.#timer = setInterval(() => {
      if (isBusy) return;
      isBusy = true;
      goRound(api, residentIds)
        .catch((error: unknown) => log(`hospital: ${String(error)}`))
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

async function goRound(api: BoxApi, residentIds: ReadonlySet<string>): Promise<void> {
  const { time } = await readBoxClock(api);
  const open = await getAll(api, "/api/referrals?state=open", referralList);
  for (const { referralId, ...step } of stepsFor(open, residentIds, time))
    await postJson(api, `/api/referrals/${referralId}/steps`, { by: hospitalName, ...step });
}
