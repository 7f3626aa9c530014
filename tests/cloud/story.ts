import { expect } from "vitest";
import { deviceTopicOf } from "../../contracts/topics.ts";
import { minute, second } from "../../domain/model/time.ts";
import type { Assembly } from "./assembly/read-assembly.ts";
import { call, withResident } from "./cloud-under-test.ts";
import { basicIngest, enrolledDevice, heartRate } from "./devices.ts";
import { startedCell } from "./iot/cell-under-test.ts";

/**
 * The shortest story that needs every kind of trigger: sign-in, enrolment, a reading, a fall that somebody takes over,
 * timers, schedules, and things that nobody can do anything with. Rejects at the first thing that is not as it should be.
 */
export async function tellStory(assembly: Assembly): Promise<void> {
  const { cloud, iot, settle } = await startedCell({ assembly, region: assembly.region });
  await withResident(cloud);
  await enrolledDevice(cloud, "d1", "wristband");

  await iot.publish(basicIngest("d1", "telemetry"), heartRate(71), 1);
  await cloud.clock.advanceBy(5 * second);
  await iot.publish(deviceTopicOf("d1", "telemetry"), heartRate(72), 1);
  const fall = { id: "fall-1", type: "fall", at: new Date(cloud.clock.now()).toISOString() };
  await iot.publish(basicIngest("d1", "event"), Buffer.from(JSON.stringify(fall)), 1);
  await settle();
  const { body: open } = await call(cloud, "GET", "/api/alerts?state=open");
  expect(open.items, "the fall is shown at once").toMatchObject([{ kind: "fall", residentId: "r1" }]);
  const taken = await call(cloud, "POST", `/api/alerts/${open.items[0].id}/acknowledge`, { by: "李护工" });
  expect(taken, "somebody takes over").toMatchObject({ status: 200 });

  await cloud.clock.advanceBy(minute);
  const { body: chart } = await call(cloud, "GET", "/api/residents/r1/observations?code=heart-rate&resolution=raw");
  expect(chart.series, "both readings are charted").toMatchObject([{ points: [{ value: 71 }, { value: 72 }] }]);
  const { body: again } = await call(cloud, "GET", "/api/alerts?state=open");
  expect(again.items, "the second route changes nothing").toHaveLength(1);

  // Beyond its limit for too long is a verdict to come: the batch sets a timer.
  await iot.publish(basicIngest("d1", "telemetry"), heartRate(150), 1);
  await cloud.clock.advanceBy(10 * minute + 5 * second);
  const { body: later } = await call(cloud, "GET", "/api/alerts?state=open");
  const kinds = later.items.map(({ kind }: { readonly kind: string }) => kind);
  expect(kinds, "the heart rate is judged when its time has come").toContain("heart-rate-limit");
  expect(kinds, "the silent device is noticed by its timer").toContain("device-silent");

  expect(cloud.denied(), "nothing is refused").toEqual([]);
  expect(iot.troubles(), "every message finds its way").toEqual([]);
  expect(await cloud.deadLetters(), "nothing is given up").toEqual([]);
  for (const name of ["anhu-sweep-watches", "anhu-run-canary", "anhu-judge-due-watch", "anhu-ingest-event"])
    expect(cloud.usage().get(name), `${name} runs without failure`).toMatchObject({ failures: 0 });

  const queue = cloud.resources("AWS::SQS::Queue").find(({ attributes }) => attributes.QueueName === "anhu-watch-due");
  const timerRole = cloud.resources("AWS::Lambda::Function").find(({ ref }) => ref === "anhu-judge-due-watch");
  await cloud.sendMessage(timerRole?.properties.Role as string, queue?.ref ?? "", "no timer");
  await cloud.invokeAsync("anhu-ingest-status", { no: "envelope" });
  await cloud.clock.advanceBy(5 * minute + 5 * second);
  const letters = (await cloud.deadLetters()).map((letter) => letter.queue).toSorted();
  expect(letters, "what cannot be done is kept").toEqual([
    "anhu-ingest-status-dead-letters",
    "anhu-judge-due-watch-dead-letters",
  ]);
}
