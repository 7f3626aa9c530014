import { expect, test } from "vitest";
import { call, startedCloud, withResident } from "./cloud-under-test.ts";

test("who signed in registers a facility and a resident and finds both", async () => {
  const cloud = await startedCloud();
  await withResident(cloud);
  expect(await call(cloud, "GET", "/api/facilities")).toMatchObject({ status: 200, body: { items: [{ id: "home" }] } });
  expect(await call(cloud, "GET", "/api/residents/r1")).toMatchObject({ status: 200, body: { id: "r1" } });
  expect(cloud.denied()).toEqual([]);
});
