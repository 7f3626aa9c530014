import { expect } from "vitest";
import type { DeliveryView } from "../../contracts/http/deliveries.ts";
import type { Cloud } from "./cloud.ts";
import { call, withResident } from "./cloud-under-test.ts";
import { basicIngest, enrolledDevice } from "./devices.ts";
import type { HttpsGateway } from "./internet/https-gateway.ts";
import { type CellUnderTest, startedCell } from "./iot/cell-under-test.ts";

type GatewaySettings = { readonly kind: "sns" } | HttpsGateway["settings"];

/** A cell with one resident who wears a wristband, and one carer who has a telephone; text messages go by the gateway. */
export async function callingHome(
  by: GatewaySettings,
  gateway: Pick<HttpsGateway, "internet">,
): Promise<CellUnderTest> {
  const cell = await startedCell({ internet: gateway.internet });
  await withResident(cell.cloud);
  await enrolledDevice(cell.cloud, "w1", "wristband");
  await staffedBy(cell.cloud, by);
  return cell;
}

/** One carer with a telephone, and the gateway by which text messages go. */
export async function staffedBy(cloud: Cloud, gateway: GatewaySettings): Promise<void> {
  const roles = [{ role: "carer", facilityId: "home" }];
  const carer = { id: "carer-wang", name: "王芳", roles, phone: "+8613800000001" };
  expect(await call(cloud, "POST", "/api/people", carer)).toMatchObject({ status: 201 });
  const settings = { kind: "sms", gateway };
  const added = { do: "add", name: "短信", settings };
  expect(await call(cloud, "POST", "/api/channels", added)).toMatchObject({ status: 200 });
}

/** The wristband tells of a fall; resolves when all is done that follows of it at this moment. The id of its alert. */
export async function fallen({ cloud, iot, settle }: CellUnderTest, eventId: string, deviceId = "w1"): Promise<string> {
  const event = { id: eventId, type: "fall", at: new Date(cloud.clock.now()).toISOString() };
  await iot.publish(basicIngest(deviceId, "event"), Buffer.from(JSON.stringify(event)), 1);
  await settle();
  const { body } = await call(cloud, "GET", "/api/alerts?state=open");
  return body.items.find(({ kind }: { readonly kind: string }) => kind === "fall")?.id ?? "";
}

/** Who was called for the alert, as staff see it. */
export async function callsFor(cloud: Cloud, alertId: string): Promise<readonly DeliveryView[]> {
  return (await call(cloud, "GET", `/api/alerts/${alertId}/notifications`)).body.items;
}

/** No call that a role does not allow, no message that no rule took, no dead letter. */
export async function expectNoTrouble({ cloud, iot }: CellUnderTest): Promise<void> {
  expect(cloud.denied()).toEqual([]);
  expect(iot.troubles()).toEqual([]);
  expect(await cloud.deadLetters()).toEqual([]);
}
