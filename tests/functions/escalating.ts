import type { Alert } from "../../domain/alerts/alert.ts";
import type { Role } from "../../domain/model/person.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { recorded, type World } from "./world.ts";

/** The staff of home-1, each by telephone, and a gateway for text messages. */
export async function staffed(world: World): Promise<void> {
  const staff: readonly (readonly [string, Role])[] = [
    ["carer-wang", "carer"],
    ["nurse-liu", "nurse"],
    ["doctor-sun", "doctor"],
    ["manager-he", "facility-manager"],
  ];
  for (const [id, role] of staff) {
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    await world.person(id, { roles: [{ role, facilityId: "home-1" }], reach });
  }
  await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
}

export async function channel(world: World, given: Pick<Channel, "id" | "settings"> & Partial<Channel>): Promise<void> {
  const isNew = { name: given.id, isOn: true, language: "zh", setAt: 0, setBy: "anhu", version: 1 } as const;
  await new ChannelStore(world.tables).add({ ...isNew, ...given });
}

/** Somebody is on duty from now for that long. */
export async function onDuty(world: World, personId: string, role: "carer" | "nurse", forMs: number): Promise<void> {
  const span = { from: world.now, until: world.now + forMs };
  const shift = { id: `${personId}-${role}`, facilityId: "home-1", role, personId, ...span } as const;
  await new DutyStore(world.tables).commit({ put: [{ ...shift, kind: "planned", version: 1 }] });
}

/** A fall of resident-1, as the broker hands it over; the id of its alert. */
export async function fall(world: World): Promise<string> {
  await world.invoke("ingest-event", recorded("iot-rule-fall"));
  return (await world.openAlerts("resident-1"))[0]?.id ?? "";
}

export async function alertOf(world: World, id: string): Promise<Alert> {
  const alert = await new AlertStore(world.tables).find(id);
  if (alert === undefined) throw new Error(`no alert ${id}`);
  return alert;
}

export async function callsOf(world: World, alertId: string): Promise<readonly Notification[]> {
  return (await new NotificationStore(world.tables).listByAlert(alertId)).items;
}

/** Who was called when: recipient and seconds after the alert was raised. */
export async function whoWasCalled(world: World, alertId: string): Promise<readonly string[]> {
  const { raisedAt } = await alertOf(world, alertId);
  const calls = await callsOf(world, alertId);
  return calls
    .map(({ to, createdAt, channel: by }) => ({
      at: (createdAt - raisedAt) / 1000,
      who: to.kind === "person" ? to.personId : to.channelId,
      by,
    }))
    .sort((a, b) => a.at - b.at || (a.who < b.who ? -1 : 1))
    .map(({ at, who, by }) => `${at} ${who} ${by}`);
}

export async function wakeAlert(world: World, alertId: string): Promise<unknown> {
  const timer = { name: alertId, dueAt: world.now };
  const event = queueEvent("escalation-due", [{ messageId: "wake-1", timer, receiveCount: 1 }]);
  return world.invoke("escalate-alert", event);
}

/** Lets time pass; timers of escalations go off at their time, the sweep comes by each minute unless told otherwise. */
export async function letEscalationsRun(world: World, spanMs: number, { isSwept = false } = {}): Promise<void> {
  const end = world.now + spanMs;
  for (let sweep = Math.ceil((world.now + 1) / minute) * minute; ; ) {
    const due = earliestOf(world);
    const next = Math.min(due?.dueAt ?? Number.POSITIVE_INFINITY, isSwept ? sweep : Number.POSITIVE_INFINITY);
    if (next > end) break;
    world.now = Math.max(world.now, next);
    if (due !== undefined && due.dueAt <= world.now) {
      world.queued.delete(`${due.queue}#${due.name}`);
      await wakeAlert(world, due.name);
    } else {
      await world.invoke("sweep-escalations", recorded("schedule"));
      sweep += minute;
    }
  }
  world.now = end;
}

function earliestOf(
  world: World,
): { readonly queue: string; readonly name: string; readonly dueAt: EpochMs } | undefined {
  return [...world.queued.values()]
    .filter(({ queue }) => queue === "escalation-due")
    .sort((a, b) => a.dueAt - b.dueAt)[0];
}
