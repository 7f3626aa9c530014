import { expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import { callingHome, callsFor, expectNoTrouble, fallen } from "./calling-home.ts";
import { call } from "./cloud-under-test.ts";
import { startHttpsGateway } from "./internet/https-gateway.ts";

test("a fall is told to a gateway that verifies who sends, again a minute later, and no more once somebody goes", async () => {
  const gateway = await startHttpsGateway();
  const cell = await callingHome(gateway.settings, gateway);
  const { cloud } = cell;
  const from = cloud.clock.now();

  const alertId = await fallen(cell, "fall-1");
  expect(gateway.taken).toMatchObject([{ signedAt: from, data: { phone: "+8613800000001" } }]);
  expect(await callsFor(cloud, alertId)).toMatchObject([
    { to: { id: "carer-wang" }, channel: "sms", state: "accepted", attempts: 1 },
  ]);
  await cloud.clock.advanceBy(minute);
  expect(gateway.taken.map(({ signedAt }) => (signedAt - from) / second)).toEqual([0, 60]);

  const going = await call(cloud, "POST", `/api/alerts/${alertId}/acknowledge`, {});
  expect(going).toMatchObject({ status: 200, body: { handling: "acknowledged" } });
  await cloud.clock.advanceTo(from + 5 * minute + 50 * second);
  expect(gateway.taken).toHaveLength(2);
  const arrived = await call(cloud, "POST", `/api/alerts/${alertId}/on-site`, {});
  expect(arrived).toMatchObject({ status: 200 });
  // After half an hour at the bedside of somebody who still lies there it would call again.
  await cloud.clock.advanceBy(29 * minute);
  const told = gateway.taken.map(({ id }) => id).filter((id) => id.startsWith(alertId));
  expect(new Set(told).size).toBe(2);
  expect(told).toHaveLength(2);
  expect(gateway.forged()).toBe(0);
  await expectNoTrouble(cell);
});

test("a gateway that is out of order gets the same call again, under its id, until it takes it", async () => {
  const gateway = await startHttpsGateway();
  const cell = await callingHome(gateway.settings, gateway);
  gateway.answers(503);
  const alertId = await fallen(cell, "fall-1");
  expect(await callsFor(cell.cloud, alertId)).toMatchObject([{ state: "due", error: { code: "http-503" } }]);
  gateway.answers(204);
  await cell.cloud.clock.advanceBy(10 * second);
  expect(await callsFor(cell.cloud, alertId)).toMatchObject([{ state: "accepted", attempts: 2 }]);
  expect(gateway.taken).toHaveLength(1);
  await expectNoTrouble(cell);
});

test.each([
  ["an address of this machine", (url: string) => url.replace("gateway.anhu.test", "127.0.0.1")],
  ["a name that resolves to this machine", (url: string) => url.replace("gateway.anhu.test", "localhost")],
  ["the address where clouds keep their secrets", () => "https://169.254.169.254/latest/meta-data"],
])("a function in the cloud never calls %s", async (_what, urlOf) => {
  const gateway = await startHttpsGateway();
  const cell = await callingHome({ ...gateway.settings, url: urlOf(gateway.settings.url) }, gateway);
  const alertId = await fallen(cell, "fall-1");
  const [first] = await callsFor(cell.cloud, alertId);
  expect(first).toMatchObject({ state: "failed", error: { code: "address-not-allowed" } });
  expect([gateway.taken.length, gateway.forged()]).toEqual([0, 0]);
  await expectNoTrouble(cell);
});

test("a text message goes by Amazon SNS, by the right of the one function that sends", async () => {
  const gateway = await startHttpsGateway();
  const cell = await callingHome({ kind: "sns" }, gateway);
  const alertId = await fallen(cell, "fall-1");
  expect(await callsFor(cell.cloud, alertId)).toMatchObject([{ channel: "sms", state: "accepted" }]);
  const sent = cell.cloud.calls().filter(({ action }) => action === "sns:Publish");
  expect(sent).toMatchObject([{ functionName: "anhu-send-notification", decision: "allowed" }]);
  await expectNoTrouble(cell);
});
