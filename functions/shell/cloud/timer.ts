import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SQSClient } from "@aws-sdk/client-sqs";
import { sqsTimers } from "../../../adapters/timer/sqs.ts";
import type { TimerPort } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";
import { variable, variableByQueue } from "./environment.ts";

/** Delay queues for what is due soon, schedules for what is due later. */
export function cloudTimer(): TimerPort {
  return sqsTimers({
    sqs: new SQSClient(clientSettings),
    scheduler: new SchedulerClient(clientSettings),
    queueUrls: variableByQueue("ANHU_TIMER_QUEUE_URLS"),
    queueArns: variableByQueue("ANHU_TIMER_QUEUE_ARNS"),
    scheduleGroup: variable("ANHU_TIMER_SCHEDULE_GROUP"),
    deadLettersArns: variableByQueue("ANHU_TIMER_DEAD_LETTERS_ARNS"),
    scheduleRoleArn: variable("ANHU_TIMER_SCHEDULE_ROLE_ARN"),
    now: () => Date.now(),
  });
}
