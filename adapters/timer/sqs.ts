import { createHash } from "node:crypto";
import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  FlexibleTimeWindowMode,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { TimerPort } from "../../domain/ports.ts";

export interface SqsTimerOptions {
  readonly sqs: SQSClient;
  readonly scheduler: SchedulerClient;
  /** By queue name. */
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly queueArns: ReadonlyMap<string, string>;
  readonly scheduleGroup: string;
  /** Where a wake-up of the queue ends that the scheduler could not send. */
  readonly deadLettersArns: ReadonlyMap<string, string>;
  /** What the scheduler sends as. */
  readonly scheduleRoleArn: string;
  now(): EpochMs;
}

/**
 * A message on its way cannot be moved or called off, so each would go on for ever in a name whose due time keeps moving
 * away; a schedule has a name and there is one of it. So only the last stretch is a message, although 15 minutes could be.
 */
const byMessageWithinMs = 3 * minute;
/** "60 second precision" (EventBridge Scheduler User Guide, Schedule types): one for 1:00 comes from 1:00:00 to 1:00:59. */
const scheduledEarlierMs = minute;
/** A schedule that goes off between creating and updating it is created after all. */
const tries = 3;

/**
 * Timers in the cloud: a one-time schedule that wakes in the last minute before the due time, and for what is due within
 * three minutes a delayed message, to the second. A schedule that was followed by a nearer message still wakes, once.
 */
export function sqsTimers(options: SqsTimerOptions): TimerPort {
  const { sqs, scheduler, queueUrls, queueArns, scheduleGroup, scheduleRoleArn, deadLettersArns, now } = options;

  async function sendLater(queue: string, body: string, delayMs: number): Promise<void> {
    const DelaySeconds = Math.ceil(Math.max(0, delayMs) / second);
    await sqs.send(new SendMessageCommand({ QueueUrl: placeOf(queueUrls, queue), MessageBody: body, DelaySeconds }));
  }

  async function schedule(input: CreateScheduleCommandInput): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await scheduler.send(new CreateScheduleCommand(input));
        return;
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
      }
      try {
        await scheduler.send(new UpdateScheduleCommand(input));
        return;
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException) || attempt === tries) throw error;
      }
    }
  }

  return {
    async set({ queue, name, dueAt }) {
      const body = JSON.stringify({ name, dueAt });
      const delayMs = dueAt - now();
      if (delayMs <= byMessageWithinMs) return sendLater(queue, body, delayMs);
      await schedule({
        Name: scheduleName(queue, name),
        GroupName: scheduleGroup,
        ScheduleExpression: `at(${new Date(dueAt - scheduledEarlierMs).toISOString().slice(0, 19)})`,
        ScheduleExpressionTimezone: "UTC",
        FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
        ActionAfterCompletion: ActionAfterCompletion.DELETE,
        Target: {
          Arn: placeOf(queueArns, queue),
          RoleArn: scheduleRoleArn,
          Input: body,
          DeadLetterConfig: { Arn: placeOf(deadLettersArns, queue) },
        },
      });
    },

    async cancel({ queue, name }) {
      try {
        await scheduler.send(new DeleteScheduleCommand({ Name: scheduleName(queue, name), GroupName: scheduleGroup }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}

/** Readable where it fits into a schedule's name: at most 64 of `0-9 a-z A-Z - _ .` */
function scheduleName(queue: string, name: string): string {
  const readable = `${queue}.${name}`;
  if (/^[0-9A-Za-z._-]{1,64}$/.test(readable)) return readable;
  return `${queue.slice(0, 20)}.${createHash("sha256").update(readable).digest("base64url")}`;
}

function placeOf(places: ReadonlyMap<string, string>, queue: string): string {
  const place = places.get(queue);
  if (place === undefined) throw new Error(`no queue ${queue} is deployed`);
  return place;
}
