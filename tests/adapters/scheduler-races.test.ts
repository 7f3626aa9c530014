import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test } from "vitest";
import { sqsTimers } from "../../adapters/timer/sqs.ts";
import { hour } from "../../domain/model/time.ts";
import { clientSettings } from "../aws-emulators.ts";

const now = Date.UTC(2026, 10, 22, 4);
const there = [409, "ConflictException"] as const;
const gone = [404, "ResourceNotFoundException"] as const;
const broken = [400, "ValidationException"] as const;
const done = [200, undefined] as const;

/** Sets a far timer at a scheduler that gives these answers, one by one, and tells what it was asked. */
async function setWith(...answers: readonly (readonly [number, string | undefined])[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.method as string);
    const [status, type] = answers[asked.length - 1] ?? broken;
    response.writeHead(status, { "content-type": "application/json", ...(type && { "x-amzn-errortype": type }) });
    response.end(type === undefined ? "{}" : JSON.stringify({ Message: type }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const settings = clientSettings(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const scheduler = new SchedulerClient({ ...settings, maxAttempts: 1 });
  const sqs = new SQSClient(settings);
  onTestFinished(() => {
    scheduler.destroy();
    sqs.destroy();
    server.close().closeAllConnections();
  });
  const timers = sqsTimers({
    sqs,
    scheduler,
    queueUrls: new Map(),
    queueArns: new Map([["watch-due", "arn:aws:sqs:us-east-1:000000000000:anhu-watch-due"]]),
    scheduleGroup: "anhu-timers",
    deadLettersArns: new Map([["watch-due", "arn:aws:sqs:us-east-1:000000000000:dead-letters"]]),
    scheduleRoleArn: "arn:aws:iam::000000000000:role/timers",
    now: () => now,
  });
  const failure = await timers.set({ queue: "watch-due", name: "r1", dueAt: now + hour }).then(
    () => undefined,
    (error: Error) => error.name,
  );
  return { asked, failure };
}

test.each([
  ["is made", [done], ["POST"], undefined],
  ["is moved when it is there", [there, done], ["POST", "PUT"], undefined],
  ["is made after all when it went off meanwhile", [there, gone, done], ["POST", "PUT", "POST"], undefined],
  [
    "is given up when that happens three times in a row",
    [there, gone, there, gone, there, gone, done],
    ["POST", "PUT", "POST", "PUT", "POST", "PUT"],
    "ResourceNotFoundException",
  ],
  ["that is refused is refused", [broken], ["POST"], "ValidationException"],
  ["that cannot be moved is refused", [there, broken], ["POST", "PUT"], "ValidationException"],
] as const)("a far timer %s", async (_claim, answers, asked, failure) => {
  expect(await setWith(...answers)).toEqual({ asked, failure });
});
