import { expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { Cloud } from "./cloud.ts";
import { startAt, startedCloud, synthesised } from "./cloud-under-test.ts";
import { withCode } from "./own-code.ts";

const judge = "anhu-judge-due-watch";

function queueUrl(cloud: Cloud, name: string): string {
  return cloud.resources("AWS::SQS::Queue").find(({ attributes }) => attributes.QueueName === name)?.ref ?? "";
}

function roleOf(cloud: Cloud, functionName: string): string {
  return cloud.resources("AWS::Lambda::Function").find(({ ref }) => ref === functionName)?.properties.Role as string;
}

/** Each line: virtual seconds since the start, what arrived, how often it was received. */
const echo = `export const handler = async ({ Records }) => {
    for (const { body, attributes } of Records)
      console.log((Date.now() - ${startAt}) / 1000, body, attributes.ApproximateReceiveCount);
    return { batchItemFailures: Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

test("a delayed message arrives to the second by the virtual clock, and never before", async () => {
  const cloud = await startedCloud({ assembly: withCode(synthesised(), judge, echo) });
  await cloud.sendMessage(roleOf(cloud, judge), queueUrl(cloud, "anhu-watch-due"), "later", 30);
  await cloud.clock.advanceBy(30 * second - 1);
  expect(cloud.logLines(judge)).toEqual([]);
  await cloud.clock.advanceBy(1);
  expect(cloud.logLines(judge)).toEqual(["30 later 1"]);
});

test("of a batch only the failed message comes again, after the visibility timeout, five times, and then lies among the dead letters", async () => {
  const cloud = await startedCloud({ assembly: withCode(synthesised(), judge, echo) });
  for (const body of ["good", "bad"])
    await cloud.sendMessage(roleOf(cloud, judge), queueUrl(cloud, "anhu-watch-due"), body, 1);
  await cloud.clock.advanceBy(hour);
  const lines = cloud.logLines(judge);
  expect(lines.filter((line) => line.includes("good"))).toEqual(["1 good 1"]);
  expect(lines.filter((line) => line.includes("bad"))).toEqual(
    [1, 61, 121, 181, 241].map((at, index) => `${at} bad ${index + 1}`),
  );
  expect(await cloud.deadLetters()).toEqual([{ queue: `${judge}-dead-letters`, body: "bad" }]);
});

test("a message that a role may not send is refused to whoever sends it", async () => {
  const cloud = await startedCloud();
  const sending = cloud.sendMessage(roleOf(cloud, "anhu-list-alerts"), queueUrl(cloud, "anhu-watch-due"), "x");
  await expect(sending).rejects.toMatchObject({ name: "AccessDeniedException" });
  expect(cloud.denied()).toMatchObject([
    { action: "sqs:SendMessage", resource: expect.stringMatching(/:anhu-watch-due$/) },
  ]);
});

test("a schedule for once sends as its role within its minute, and is gone then; moved, it sends at the new time alone", async () => {
  const source = `import { createHash } from "node:crypto";
    export const handler = async ({ at, method }) => {
      const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_REGION, ANHU_TIMER_SCHEDULE_ROLE_ARN: RoleArn, ANHU_TIMER_QUEUE_ARNS: arns } = process.env;
      const response = await fetch(AWS_ENDPOINT_URL + "/schedules/one", {
        method,
        headers: { authorization: "AWS4-HMAC-SHA256 Credential=" + AWS_ACCESS_KEY_ID + "/20260101/" + AWS_REGION + "/scheduler/aws4_request" },
        body: JSON.stringify({
          GroupName: "anhu-timers", FlexibleTimeWindow: { Mode: "OFF" }, ActionAfterCompletion: "DELETE",
          ScheduleExpression: "at(" + at + ")", ScheduleExpressionTimezone: "UTC",
          Target: { Arn: arns.split(" ")[0].replace("watch-due=", ""), RoleArn, Input: "due" },
        }),
      });
      return response.status;
    };`;
  const both = withCode(withCode(synthesised(), judge, echo), "anhu-ingest-event", source);
  const cloud = await startedCloud({ assembly: both });
  expect(await cloud.invoke("anhu-ingest-event", { method: "POST", at: "2026-11-22T01:30:00" })).toMatchObject({
    payload: 200,
  });
  expect(await cloud.invoke("anhu-ingest-event", { method: "PUT", at: "2026-11-22T01:40:00" })).toMatchObject({
    payload: 200,
  });
  await cloud.clock.advanceBy(40 * minute - 1);
  expect(cloud.logLines(judge)).toEqual([]);
  await cloud.clock.advanceBy(minute);
  expect(cloud.logLines(judge)).toEqual([expect.stringMatching(/ due 1$/)]);
  await cloud.clock.advanceBy(hour);
  expect(cloud.logLines(judge)).toHaveLength(1);
  expect(await cloud.invoke("anhu-ingest-event", { method: "PUT", at: "2026-11-22T09:00:00" })).toMatchObject({
    payload: 404,
  });
});
