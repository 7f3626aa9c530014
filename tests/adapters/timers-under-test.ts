import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, vi } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { sqsTimers } from "../../adapters/timer/sqs.ts";
import { type DueTimer, startTimers } from "../../adapters/timer/table.ts";
import { type EpochMs, second } from "../../domain/model/time.ts";
import type { TimerPort } from "../../domain/ports.ts";
import { virtualClock } from "../../local/clock.ts";
import { clientSettings, fauxqsUnderTest, motoEndpoint } from "../aws-emulators.ts";

/** Timers on a clock that only `advanceTo` moves. */
export interface TimersUnderTest {
  readonly port: TimerPort;
  now(): EpochMs;
  /** Delivers on the way whatever wakes until then. */
  advanceTo(time: EpochMs): Promise<void>;
  /** The far timers as the scheduler has them; absent where there is no such thing. */
  schedules?(): Promise<readonly GetScheduleCommandOutput[]>;
}

type Deliver = (queue: string, timer: DueTimer) => Promise<void>;

export interface TimerRuntime {
  readonly name: string;
  /** `lateness` (0 to under 60 s): how long after its time the scheduler sends what it is asked to. */
  start(options: {
    readonly at: EpochMs;
    readonly queues: readonly string[];
    readonly deliver: Deliver;
    readonly latenessMs: number;
  }): Promise<TimersUnderTest>;
}

/** Both timers; those of the cloud where there is a moto. To be called at the top of a test file. */
export function timerRuntimes(): readonly TimerRuntime[] {
  return [tableTimers(), ...(motoEndpoint === undefined ? [] : [cloudTimers(motoEndpoint)])];
}

function tableTimers(): TimerRuntime {
  const cleanups: (() => void)[] = [];
  afterAll(() => {
    for (const cleanUp of cleanups) cleanUp();
  });
  return {
    name: "the table",
    async start({ at, deliver }) {
      const folder = mkdtempSync(join(tmpdir(), "anhu-timers-"));
      const engine = SqliteTableEngine.open(join(folder, "timers.sqlite"));
      cleanups.push(() => {
        engine.close();
        rmSync(folder, { recursive: true });
      });
      const clock = virtualClock(at);
      const port = await startTimers({ engine, clock, deliver, onDeadLetter: () => undefined });
      return { port, now: () => clock.now(), advanceTo: (time) => clock.advanceBy(time - clock.now()) };
    },
  };
}

/** SQS as fauxqs speaks it, in this process and on the test's clock; of Scheduler moto keeps the schedules. */
function cloudTimers(moto: string): TimerRuntime {
  const fauxqs = fauxqsUnderTest();
  const clients: { destroy(): void }[] = [];
  afterAll(() => {
    vi.useRealTimers();
    for (const client of clients) client.destroy();
  });
  return {
    name: "SQS (fauxqs) and Scheduler (moto)",
    async start({ at, queues, deliver, latenessMs }) {
      const server = await fauxqs();
      const sqs = new SQSClient(clientSettings(server.endpoint));
      const scheduler = new SchedulerClient(clientSettings(moto));
      clients.push(sqs, scheduler);
      vi.useFakeTimers({ toFake: ["Date"], now: at });
      const prefix = `t${randomUUID().slice(0, 8)}`;
      await scheduler.send(new CreateScheduleGroupCommand({ Name: prefix }));
      const queueUrls = new Map<string, string>();
      for (const queue of queues) {
        const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${queue}` }));
        queueUrls.set(queue, (QueueUrl as string).replace(/^http:\/\/[^/]*/, server.endpoint));
      }
      const queueArns = new Map(
        queues.map((queue) => [queue, `arn:aws:sqs:us-east-1:000000000000:${prefix}-${queue}`]),
      );
      const port = sqsTimers({
        sqs,
        scheduler,
        queueUrls,
        queueArns,
        scheduleGroup: prefix,
        deadLettersArns: new Map(queues.map((queue) => [queue, "arn:aws:sqs:us-east-1:000000000000:dead-letters"])),
        scheduleRoleArn: "arn:aws:iam::000000000000:role/timers",
        now: () => Date.now(),
      });

      async function schedules(): Promise<readonly GetScheduleCommandOutput[]> {
        const { Schedules = [] } = await scheduler.send(
          new ListSchedulesCommand({ GroupName: prefix, MaxResults: 100 }),
        );
        return Promise.all(
          Schedules.map(({ Name }) => scheduler.send(new GetScheduleCommand({ Name, GroupName: prefix }))),
        );
      }

      const goesOffAt = (schedule: GetScheduleCommandOutput): EpochMs =>
        Date.parse(`${schedule.ScheduleExpression?.slice(3, -1)}Z`) + latenessMs;

      /** What Scheduler does at its time, which moto does not do. */
      async function goOff({ Name, Target }: GetScheduleCommandOutput): Promise<void> {
        const [queue] = [...queueArns].find(([, arn]) => arn === Target?.Arn) ?? [];
        const QueueUrl = queueUrls.get(queue as string);
        await scheduler.send(new DeleteScheduleCommand({ Name, GroupName: prefix }));
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: Target?.Input }));
      }

      async function receive(queue: string): Promise<boolean> {
        const QueueUrl = queueUrls.get(queue);
        const request = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
        const { Messages = [] } = await sqs.send(request);
        for (const { Body, ReceiptHandle } of Messages) {
          await deliver(queue, JSON.parse(Body as string) as DueTimer);
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
        return Messages.length > 0;
      }

      async function whatHappensNow(): Promise<void> {
        for (const schedule of await schedules()) if (goesOffAt(schedule) <= Date.now()) await goOff(schedule);
        for (const queue of queues) while (await receive(queue));
      }

      async function nextTime(): Promise<EpochMs> {
        const delayed = queues.flatMap((queue) => server.inspectQueue(`${prefix}-${queue}`)?.messages.delayed ?? []);
        const times = [...delayed.map(({ delayUntil }) => delayUntil ?? 0), ...(await schedules()).map(goesOffAt)];
        return Math.min(...times);
      }

      return {
        port,
        schedules,
        now: () => Date.now(),
        async advanceTo(time) {
          for (let next = Date.now(); next <= time; next = Math.max(await nextTime(), Date.now() + 1)) {
            vi.setSystemTime(next);
            await whatHappensNow();
          }
          vi.setSystemTime(time);
        },
      };
    },
  };
}

/** Somebody whom timers wake and who keeps to the port's rule: too early, so once more. */
export async function sleeper(runtime: TimerRuntime, at: EpochMs, latenessMs = 59 * second) {
  const queues = ["watch-due", "other"];
  const wanted = new Map<string, EpochMs>();
  /** `name at seconds since the start`, of the wakes that counted. */
  const woken: string[] = [];
  let wakes = 0;
  const idOf = (queue: string, name: string) => (queue === "watch-due" ? name : `${queue}/${name}`);

  async function deliver(queue: string, { name }: DueTimer): Promise<void> {
    wakes += 1;
    const id = idOf(queue, name);
    const dueAt = wanted.get(id);
    if (dueAt === undefined) return;
    if (dueAt > timers.now()) return timers.port.set({ queue, name, dueAt });
    wanted.delete(id);
    woken.push(`${id} at ${Math.floor((timers.now() - at) / second)}`);
  }

  const timers = await runtime.start({ at, queues, deliver, latenessMs });
  return {
    timers,
    woken,
    wanted,
    wakes: () => wakes,
    async set(name: string, seconds: number, queue = "watch-due") {
      wanted.set(idOf(queue, name), at + seconds * second);
      await timers.port.set({ queue, name, dueAt: at + seconds * second });
    },
    async cancel(name: string, queue = "watch-due") {
      wanted.delete(idOf(queue, name));
      await timers.port.cancel({ queue, name });
    },
    advanceTo: (seconds: number) => timers.advanceTo(at + seconds * second),
  };
}
