import { expect, onTestFinished } from "vitest";
import { deviceTopicOf } from "../../contracts/topics.ts";
import { call, change, synthesised } from "../cloud/cloud-under-test.ts";
import { startedCell } from "../cloud/iot/cell-under-test.ts";
import { connected, enrolled } from "../cloud/iot/connected-device.ts";
import type { StartService } from "./service.ts";

/**
 * What was synthesised, executed. Devices speak over mutual TLS by Basic Ingest, staff over the HTTP API with a token.
 *
 * At the end nothing may have been refused, lost or left behind: no call that a role does not allow, no device that a
 * policy stops, no message that no rule took, no dead letter.
 */
export const executedCloud: StartService = async (at, { isHarsh = false, internet } = {}) => {
  const assembly = change(
    synthesised(),
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::EventSourceMapping" && Properties?.MaximumBatchingWindowInSeconds !== undefined,
    // A cell may have it so. Otherwise each reading would be known only half a minute after it was taken.
    (properties) => {
      properties.MaximumBatchingWindowInSeconds = 0;
    },
  );
  const cell = await startedCell({
    assembly,
    startAt: Date.parse(at),
    ...(internet === undefined ? {} : { internet }),
  });
  const { cloud, iot, settle } = cell;
  onTestFinished(async () => {
    expect(cloud.denied()).toEqual([]);
    expect(iot.refusals()).toEqual([]);
    expect(iot.troubles()).toEqual([]);
    expect(await cloud.deadLetters()).toEqual([]);
  });
  let published = 0;

  /** Whoever signed in acts in their own name: the names of a story are people of the cell. */
  const people = new Map([
    ["张护士", "colleague"],
    ["何院长", "manager"],
    ["急诊台", "desk"],
  ]);
  const tokenOf = (name = "") => cloud.token(people.get(name) ?? "nurse");

  return {
    clock: cloud.clock,
    get: async (path, by) => (await call(cloud, "GET", path, undefined, await tokenOf(by))).body,
    async post(path, body) {
      const { status } = await call(
        cloud,
        "POST",
        path,
        body,
        await tokenOf((body as { readonly by?: string } | undefined)?.by),
      );
      await settle();
      return status;
    },
    async connect(id, kind) {
      const client = await connected(cell, await enrolled(cell, id, kind));
      return {
        async publish(topicKind, payload) {
          const topic = `$aws/rules/${topicKind}/${deviceTopicOf(id, topicKind)}`;
          published += 1;
          const times = isHarsh && published % 3 === 0 ? 2 : 1;
          for (let time = 0; time < times; time++) await client.publishAsync(topic, Buffer.from(payload), { qos: 1 });
          await settle();
        },
      };
    },
  };
};
