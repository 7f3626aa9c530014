import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
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
  /** What the scheduler sends as. */
  readonly scheduleRoleArn: string;
  now(): EpochMs;
}

/** A message can be delayed for no longer than this. */
const longestDelayMs = 15 * minute;

/**
 * Timers in the cloud: a delayed message for what is due within 15 minutes, to the second; a one-time schedule for what
 * is due later, which the scheduler keeps to the minute.
 */
export function sqsTimers(options: SqsTimerOptions): TimerPort {
  const { sqs, scheduler, queueUrls, queueArns, scheduleGroup, scheduleRoleArn, now } = options;

  return {
    async set({ queue, name, dueAt }) {
      const body = JSON.stringify({ name, dueAt });
      const delayMs = Math.max(0, dueAt - now());
      if (delayMs <= longestDelayMs) {
        const delay = { DelaySeconds: Math.ceil(delayMs / second) };
        await sqs.send(new SendMessageCommand({ QueueUrl: placeOf(queueUrls, queue), MessageBody: body, ...delay }));
        return;
      }
      const schedule = {
        Name: scheduleName(queue, name),
        GroupName: scheduleGroup,
        ScheduleExpression: `at(${new Date(Math.ceil(dueAt / second) * second).toISOString().slice(0, 19)})`,
        ScheduleExpressionTimezone: "UTC",
        FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
        ActionAfterCompletion: ActionAfterCompletion.DELETE,
        Target: { Arn: placeOf(queueArns, queue), RoleArn: scheduleRoleArn, Input: body },
      };
      try {
        await scheduler.send(new CreateScheduleCommand(schedule));
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
        await scheduler.send(new UpdateScheduleCommand(schedule));
      }
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

function scheduleName(queue: string, name: string): string {
  return `${queue}.${name}`;
}

function placeOf(places: ReadonlyMap<string, string>, queue: string): string {
  const place = places.get(queue);
  if (place === undefined) throw new Error(`no queue ${queue} is deployed`);
  return place;
}
