import mqtt, { type MqttClient } from "mqtt";
import type { LiveMessage } from "../../contracts/live.ts";
import { deviceTopicOf, liveTopic } from "../../contracts/topics.ts";
import type { Box } from "../../local/box.ts";
import { enrolResidents, openBenchBox, post } from "./bench-box.ts";
import { type Quantiles, quantilesOf } from "./fall-to-browser.ts";

export interface AlertToDesk {
  readonly falls: number;
  /** From asking for the green channel to the live message of the case at the receiving desk. */
  readonly callToDesk: Quantiles;
  /** From publishing the fall to the same message, where somebody calls the moment that the alert shows. */
  readonly fallToDesk: Quantiles;
}

const hospital = "hospital";

/** How long it takes from an alert until the receiving desk's board hears of the case, one after another. */
export async function measureAlertToDesk(falls: number): Promise<AlertToDesk> {
  await using box = await openBenchBox();
  const devices = await enrolResidents(box, falls, "wristband");
  await post(box, "/api/facilities", { id: hospital, name: "县人民医院", kind: "county-hospital", beds: [] });
  const agreement = { id: "a1", fromFacilityId: "bench", toFacilityId: hospital, validFrom: "2026-01-01" };
  await post(box, "/api/agreements", { ...agreement, covers: ["green-channel"] });
  const home = await listening(box, "bench");
  const desk = await listening(box, hospital);
  const callToDesk: number[] = [];
  const fallToDesk: number[] = [];
  for (const [index, { device, certificate, key, ca }] of devices.entries()) {
    const client = await mqtt.connectAsync(box.addresses.mqtts, { ca, cert: certificate, key });
    const raised = home.next(({ alerts }) => alerts.find(({ residentId }) => residentId === device.residentId)?.id);
    const fall = { id: `fall-${index}`, type: "fall", at: new Date().toISOString() };
    const fellAt = performance.now();
    await client.publishAsync(deviceTopicOf(device.id, "event"), JSON.stringify(fall), { qos: 1 });
    const alertId = await raised;
    const heard = desk.next(({ referrals }) => referrals?.at(0)?.id);
    const calledAt = performance.now();
    await Promise.all([post(box, `/api/alerts/${alertId}/green-channel`, {}), heard]);
    callToDesk.push(desk.heardAt() - calledAt);
    fallToDesk.push(desk.heardAt() - fellAt);
    await client.endAsync();
  }
  await Promise.all([home.end(), desk.end()]);
  return { falls, callToDesk: quantilesOf(callToDesk), fallToDesk: quantilesOf(fallToDesk) };
}

interface Listener {
  /** Of the next message in which there is one. */
  next(find: (message: LiveMessage) => string | undefined): Promise<string>;
  /** When the last awaited message came. */
  heardAt(): number;
  end(): Promise<void>;
}

/** A page that watches a facility. */
async function listening(box: Box, facilityId: string): Promise<Listener> {
  await post(box, `/api/facilities/${facilityId}/live-lease`, {});
  const page: MqttClient = await mqtt.connectAsync(`${box.addresses.http.replace("http", "ws")}/mqtt`, {
    clientId: `page-${facilityId}`,
    username: "browser",
    password: box.commandToken,
    wsOptions: { origin: box.addresses.http },
  });
  await page.subscribeAsync(liveTopic(facilityId));
  let waiting: { find(message: LiveMessage): string | undefined; resolve(id: string): void } | undefined;
  let heardAt = 0;
  page.on("message", (_topic, payload) => {
    const at = performance.now();
    const id = waiting?.find(JSON.parse(payload.toString()) as LiveMessage);
    if (id === undefined) return;
    heardAt = at;
    waiting?.resolve(id);
    waiting = undefined;
  });
  return {
    next: (find) => new Promise((resolve) => (waiting = { find, resolve })),
    heardAt: () => heardAt,
    end: () => page.endAsync(),
  };
}
