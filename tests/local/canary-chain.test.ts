import { expect, test } from "vitest";
import { canaryChannelId } from "../../domain/escalation/canary-policy.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { virtualClock } from "../../local/clock.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import { get, startedBox } from "./box-under-test.ts";
import { faultyEngine, touches } from "./faulty-engine.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
test("the test call goes by policy, timer and sender to its receiver, and the health says how soon", async () => {
  const clock = virtualClock(noon);
  const box = await startedBox({ clock });
  await clock.advanceTo(noon + 3 * minute);
  const health = await get(box, "/api/health?details=1");
  expect(health).toMatchObject({
    status: "ok",
    canary: { isAnswered: true },
    chain: { isDelivered: true, checkedAt: "2026-11-22T12:03:00+08:00" },
  });
  expect(health.chain.latencyMs).toBeLessThan(20_000);
});

/** Each stage of the chain, broken from outside; `heal` puts it right again. */
const stages: readonly (readonly [
  stage: string,
  breakIt: (faulty: ReturnType<typeof faultyEngine>, engine: TableEngine) => Promise<() => Promise<void>>,
  seen: object,
])[] = [
  [
    "judging: no alert can be written",
    async (faulty) => {
      faulty.failWhen = touches("events");
      return async () => {
        faulty.failWhen = undefined;
      };
    },
    { canary: { isAnswered: false }, chain: { isDelivered: false } },
  ],
  [
    "calling: no step can be taken",
    async (faulty) => {
      faulty.failWhen = touches("notifications");
      return async () => {
        faulty.failWhen = undefined;
      };
    },
    { canary: { isAnswered: true }, chain: { isDelivered: false } },
  ],
  [
    "sending: the receiver is not there",
    async (_faulty, engine) => {
      const channels = new ChannelStore(engine);
      async function setUrl(url: string): Promise<void> {
        const channel = await channels.find(canaryChannelId);
        if (channel === undefined) throw new Error("the canary has no channel");
        const settings = { kind: "webhook", gateway: { url, secret: `whsec_${"A".repeat(32)}` } } as const;
        await channels.save({ ...channel, settings, version: channel.version + 1 });
      }
      await setUrl("http://127.0.0.1:9/");
      return () => setUrl("anhu:self-test");
    },
    { canary: { isAnswered: true }, chain: { isDelivered: false } },
  ],
];

test.each(stages)(
  "a chain that breaks at %s degrades the health, until it is whole again",
  async (_stage, breakIt, seen) => {
    const faulty = faultyEngine();
    let engine: TableEngine | undefined;
    const wrapEngine = (inner: TableEngine): TableEngine => {
      engine = inner;
      return faulty.wrap(inner);
    };
    const clock = virtualClock(noon);
    const box = await startedBox({ clock, wrapEngine });
    await clock.advanceTo(noon + 3 * minute);
    expect(await get(box, "/api/health")).toMatchObject({ status: "ok", chain: { isDelivered: true } });

    const heal = await breakIt(faulty, engine as TableEngine);
    await clock.advanceTo(noon + 6 * minute);
    expect(await get(box, "/api/health")).toMatchObject({ status: "degraded", ...seen });

    await heal();
    await clock.advanceTo(noon + 10 * minute);
    expect(await get(box, "/api/health")).toMatchObject({ canary: { isAnswered: true }, chain: { isDelivered: true } });
    // What failed is remembered for an hour.
    await clock.advanceBy(hour);
    expect(await get(box, "/api/health")).toMatchObject({ status: "ok" });
  },
);
