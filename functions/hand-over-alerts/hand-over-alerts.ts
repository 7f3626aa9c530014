import { alertView } from "../../contracts/alert-view.ts";
import { handOverView } from "../../contracts/hand-over-views.ts";
import type { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import type { HandOverResultView } from "../../contracts/http/hand-overs.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Actor, Alert } from "../../domain/alerts/alert.ts";
import { handOverAlert } from "../../domain/alerts/answering.ts";
import type { HandOver, HandOverOutcome } from "../../domain/alerts/hand-over.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import { noticesFor, sendNotices } from "../notifying/tell-people.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { RequestRefusedError, unknown } from "../shell/refusals.ts";

type HandOverDeps = Deps<"hand-over-alerts">;

interface Handed {
  readonly alertId: string;
  readonly outcome: HandOverOutcome;
  readonly alert?: Alert;
}

/**
 * Gives alerts from the person who has them to who comes next, each by itself: what stands in the way of one hinders no
 * other, and the answer says what became of each. Only who may go there themselves can be given an alert. The same again
 * changes no alert; what was said is recorded each time. Where nothing was said and no alert is one of that facility,
 * nothing is recorded. Whoever takes them is told, in the same write.
 */
export async function handOverAlerts(
  { path, body, caller }: HttpInput<(typeof handOverRoutes)["hand-over-alerts"]>,
  deps: HandOverDeps,
): Promise<HandOverResultView> {
  const { note } = body;
  const by = actorOf(caller, body.by);
  const to = await personAt(path.id, body.to, deps);
  const from =
    body.from === undefined || body.from === by.id ? by : await giverAt(path.id, body.from, body.alerts, deps);
  const persons = { by, from, to, ...(note !== undefined && note !== "" && { note }) };
  const handed: Handed[] = [];
  for (const { id, version } of body.alerts) handed.push(await handOne(path.id, id, version, persons, deps));
  const [first] = handed;
  if (first !== undefined && !persons.note && handed.every(({ outcome }) => outcome === "unknown-alert"))
    throw unknown("alert", first.alertId);
  const handOver: HandOver = {
    id: deps.newId(),
    facilityId: path.id,
    at: deps.now(),
    ...persons,
    alerts: handed.map(({ alertId, outcome }) => ({ alertId, outcome })),
  };
  const told = to.id === by.id ? [] : [{ personId: to.id, kind: "handed-over", about: handOver.id } as const];
  const notices = await noticesFor(told, path.id, deps);
  await deps.handovers.add(handOver, notices);
  await sendNotices(notices, deps);
  return {
    ...handOverView(handOver),
    items: handed.flatMap(({ alert }) => (alert === undefined ? [] : [alertView(alert)])),
  };
}

async function handOne(
  facilityId: string,
  alertId: string,
  seen: number | undefined,
  persons: { readonly by: Actor; readonly from: Actor; readonly to: Actor; readonly note?: string },
  deps: HandOverDeps,
): Promise<Handed> {
  const known = await deps.alerts.find(alertId);
  if (known?.facilityId !== facilityId) return { alertId, outcome: "unknown-alert" };
  try {
    const act = { seen, do: (stored: Alert, now: number) => handOverAlert(stored, persons, now) };
    const { alert, isChanged } = await actOnAlert(alertId, act, deps);
    return { alertId, outcome: isChanged ? "handed-over" : "unchanged", alert };
  } catch (error) {
    const outcome = error instanceof RequestRefusedError ? outcomes[error.code] : undefined;
    if (outcome === undefined) throw error;
    return { alertId, outcome };
  }
}

const outcomes: Readonly<Partial<Record<string, HandOverOutcome>>> = {
  "already-resolved": "already-resolved",
  "taken-by-another": "taken-by-another",
  "not-held": "not-held",
  "unknown-alert": "unknown-alert",
  "version-conflict": "version-conflict",
};

/** Who may handle alerts there. Anybody else is answered like nobody. */
async function personAt(facilityId: string, id: string, deps: HandOverDeps): Promise<Actor> {
  const person = await deps.people.find(id);
  const caller = person && ({ kind: "person", person, at: deps.now() } as const);
  if (caller === undefined || !mayDo(caller, "alert.handle", { kind: "facility", facilityId }))
    throw unknown("person", id);
  return { id, name: caller.person.name };
}

/** Who works there, or has one of the alerts though they have left since. Anybody else is answered like nobody. */
async function giverAt(
  facilityId: string,
  id: string,
  alerts: readonly { readonly id: string }[],
  deps: HandOverDeps,
): Promise<Actor> {
  const person = await deps.people.find(id);
  if (person?.roles.some((held) => held.facilityId === facilityId) === true) return { id, name: person.name };
  for (const { id: alertId } of alerts) {
    const alert = await deps.alerts.find(alertId);
    if (alert?.facilityId === facilityId && alert.holder?.personId === id) return { id, name: alert.holder.name };
  }
  throw unknown("person", id);
}
