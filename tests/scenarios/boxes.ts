import { onTestFinished } from "vitest";
import { deviceTopicOf } from "../../contracts/topics.ts";
import type { BoxOptions } from "../../local/box.ts";
import { virtualClock } from "../../local/clock.ts";
import { dynoxideBinary, startDynoxide } from "../engines.ts";
import { connected, enrolled, get, post, startedBox } from "../local/box-under-test.ts";
import type { StartService } from "./service.ts";

/** The one box on its own tables. */
export const boxOnSqlite: StartService = boxWith(async () => ({}));

/** The one box on DynamoDB's API; undefined where this machine has no emulator. */
export function boxOnDynamo(): StartService | undefined {
  const binary = dynoxideBinary();
  if (binary === undefined) return undefined;
  return boxWith(async () => {
    const dynamo = await startDynoxide(binary);
    onTestFinished(() => dynamo.stop());
    return { dynamodbEndpoint: dynamo.endpoint };
  });
}

/** A QoS 1 publication is acknowledged when the box has stored it: there is nothing else to wait for. */
function boxWith(engine: () => Promise<Partial<BoxOptions>>): StartService {
  return async (at, { isHarsh = false } = {}) => {
    const clock = virtualClock(Date.parse(at));
    const harshness = { jsonRoundTrip: true, duplicates: { seed: 7, rate: 0.33 } };
    const box = await startedBox({ clock, ...(await engine()), ...(isHarsh && { harshness }) });
    return {
      clock,
      get: (path) => get(box, path),
      post: async (path, body) => (await post(box, path, body)).status,
      async connect(deviceId, kind) {
        const client = await connected(box, await enrolled(box, deviceId, kind));
        return {
          async publish(topicKind, payload) {
            await client.publishAsync(deviceTopicOf(deviceId, topicKind), Buffer.from(payload), { qos: 1 });
          },
        };
      },
    };
  };
}
