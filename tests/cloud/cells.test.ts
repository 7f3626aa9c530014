import { expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { call, synthesised, withResident } from "./cloud-under-test.ts";
import { basicIngest, enrolledDevice, heartRate } from "./devices.ts";
import { startedCell } from "./iot/cell-under-test.ts";

test.each([
  ["one that saves: telemetry by a queue", "thrifty", "AWS::Kinesis::Stream"],
  ["one in China: another partition, an issuer of its own", "north", "AWS::Cognito::UserPool"],
] as const)("from device to chart and from fall to alert in %s", async (_which, name, absent) => {
  const assembly = synthesised(name);
  const { cloud, iot, settle } = await startedCell({ assembly, region: assembly.region });
  expect(cloud.resources(absent)).toEqual([]);
  await withResident(cloud);
  await enrolledDevice(cloud, "d1", "wristband");

  await iot.publish(basicIngest("d1", "telemetry"), heartRate(71), 1);
  await cloud.clock.advanceBy(2 * minute);
  const chart = await call(cloud, "GET", "/api/residents/r1/observations?code=heart-rate&resolution=raw");
  expect(chart.body.series).toMatchObject([{ points: [{ value: 71 }] }]);

  const fall = { id: "fall-1", type: "fall", at: new Date(cloud.clock.now()).toISOString() };
  await iot.publish(basicIngest("d1", "event"), Buffer.from(JSON.stringify(fall)), 1);
  await settle();
  const alerts = await call(cloud, "GET", "/api/alerts?state=open");
  expect(alerts.body.items).toContainEqual(expect.objectContaining({ kind: "fall", residentId: "r1" }));

  expect(cloud.denied()).toEqual([]);
  expect(iot.troubles()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
});
