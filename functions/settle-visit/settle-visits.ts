import type { Alert } from "../../domain/alerts/alert.ts";
import { endedAlert } from "../../domain/referrals/referral-alerts.ts";
import { dueAtOf, settleVisit, type VisitDue } from "../../domain/visits/due.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import { type OrdersDue, settleOrders } from "../../domain/visits/late-order.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import { publishNews } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { eachTimer } from "../shell/each-timer.ts";
import type { QueuedTimer } from "../shell/triggers.ts";
import { planOfTimer } from "../visits/arm-plan.ts";
import { endSignalling } from "../visits/end-signalling.ts";
import { calledOff } from "../visits/end-visits.ts";
import { roundOf } from "../visits/round-of.ts";
import { visitChangedByOthers } from "../visits/visit-refusals.ts";
import { remind } from "./remind.ts";
import { settleVisitPlan } from "./settle-plan.ts";
import { tellNews } from "./tell-news.ts";

const atOnce = 8;
const maxTries = 20;

/**
 * Reminds of visits that are near, says of those to which nobody came that they were missed, tells who is asked to do something,
 * raises an alert where a task is late, and asks for visits that come again; returns the records to deliver again. One that carries no timer is among them, so that it ends as a dead letter that somebody sees.
 */
export async function settleVisits(
  timers: readonly QueuedTimer[],
  deps: Deps<"settle-visit">,
): Promise<readonly string[]> {
  const { log } = deps;
  const work = { log, atOnce, failure: "a visit was not settled", named: (visitId: string) => ({ visitId }) };
  return eachTimer(timers, work, (name) => {
    const planId = planOfTimer(name);
    return planId === undefined ? settle(name, deps) : settleVisitPlan(planId, deps);
  });
}

/** The next timer is set before the write: a crash between the two costs a wake that finds nothing to do. */
async function settle(id: string, deps: Deps<"settle-visit">): Promise<void> {
  let failures = 0;
  for (;;) {
    const stored = await deps.visits.find(id);
    if (stored === undefined) return;
    const round = await roundOf(stored, deps);
    const due = await dueOf(stored, round, deps);
    const dueAt = dueAtOf(due.kind === "nothing" ? stored : due.visit, round);
    if (dueAt !== undefined) await deps.timer.set({ queue: "visit-due", name: id, dueAt });
    if (due.kind === "nothing") return;
    const alerts = due.kind === "orders" ? await alertsOf(due, deps) : {};
    if ((await deps.visits.save(due.visit, undefined, alerts)) === "saved") {
      await afterwards(stored, due, alerts, round, deps);
      // Everything else that is due at this time, until nothing is.
      continue;
    }
    failures += 1;
    if (failures === maxTries) throw visitChangedByOthers();
    await deps.backOff(failures);
  }
}

interface Alerts {
  readonly raised?: readonly Alert[];
  readonly changed?: readonly Alert[];
}

async function alertsOf({ raised, overIds }: OrdersDue, deps: Deps<"settle-visit">): Promise<Alerts> {
  const open = await Promise.all(overIds.map((id) => openAlert(id, deps)));
  return { raised, changed: open.flatMap((alert) => (alert === undefined ? [] : [endedAlert(alert, deps.now())])) };
}

/** One that cannot be read must not keep the others from being told; a person closes it. */
async function openAlert(id: string, deps: Deps<"settle-visit">): Promise<Alert | undefined> {
  try {
    const alert = await deps.alerts.find(id);
    return alert?.closedAt === undefined ? alert : undefined;
  } catch (error) {
    deps.log.error("the alert of a task cannot be read", { alertId: id, error });
    return undefined;
  }
}

async function afterwards(
  stored: Visit,
  due: Exclude<Due, { kind: "nothing" }>,
  { raised = [], changed = [] }: Alerts,
  round: readonly Visit[],
  deps: Deps<"settle-visit">,
): Promise<void> {
  await endSignalling(stored, due.visit, deps);
  for (const alert of [...raised, ...changed]) {
    await armEscalation(alert, deps);
    await publishNews(alert.facilityId, { referrals: [], alerts: [alert] }, deps);
  }
  if (due.kind === "orders") await tellNews(due.visit, due.tell, deps);
  else if (due.kind !== "called-off") await remind(due.visit, due.kind, round, deps);
}

type Due =
  | VisitDue
  | { readonly kind: "called-off"; readonly visit: Visit }
  | ({ readonly kind: "orders" } & OrdersDue);

/** Of a resident who moved, left or died nobody is reminded: what was to come is called off, whoever else should have. */
async function dueOf(visit: Visit, round: readonly Visit[], deps: Deps<"settle-visit">): Promise<Due> {
  const now = deps.now();
  const inCare = isInCare(visit, await deps.residents.find(visit.residentId));
  const ended = inCare ? undefined : calledOff(visit, undefined, now);
  if (ended !== undefined) return { kind: "called-off", visit: ended };
  const orders = settleOrders(visit, now, deps.newId);
  if (orders !== undefined) return { kind: "orders", ...orders };
  return inCare ? settleVisit(visit, now, round) : { kind: "nothing" };
}
