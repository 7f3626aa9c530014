import { canary } from "../../domain/model/canary.ts";
import type { QueueName } from "../../functions/declaration.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import type { World } from "./world.ts";

/** The stages behind the canary's alert, in their order. */
export const stages = ["escalate-alert", "send-notification"] as const;
type Stage = (typeof stages)[number];

export const alertsOfCanary = async (world: World) =>
  (await new AlertStore(world.tables).listByResident(canary.residentId, 100)).items;

export const callsOf = async (world: World, alertId: string) =>
  (await new NotificationStore(world.tables).listByAlert(alertId)).items;

/** A timer goes off. */
export async function wake(world: World, stage: Stage, name: string): Promise<void> {
  const queue: QueueName = stage === "escalate-alert" ? "escalation-due" : "notification-due";
  const timer = { name, dueAt: world.now };
  await world.invoke(stage, queueEvent(queue, [{ messageId: "wake", timer, receiveCount: 1 }]));
}

/** What goes off after a run of the canary: its alert's escalation, then its calls; or only the first stages of it. */
export async function goOff(world: World, reached: readonly Stage[] = stages): Promise<void> {
  for (const { id, closedAt } of await alertsOfCanary(world)) {
    if (closedAt !== undefined) continue;
    if (reached.includes("escalate-alert")) await wake(world, "escalate-alert", id);
    for (const call of await callsOf(world, id))
      if (reached.includes("send-notification")) await wake(world, "send-notification", call.id);
  }
}
