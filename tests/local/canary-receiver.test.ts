import { randomBytes } from "node:crypto";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { openLocalAuthority } from "../../adapters/device-authority/local-ca.ts";
import { notifyPort } from "../../adapters/notify/notify.ts";
import { minute, second } from "../../domain/model/time.ts";
import { selfTestUrl } from "../../domain/notify/route.ts";
import type { OutgoingMessage } from "../../domain/ports.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { virtualClock } from "../../local/clock.ts";
import { openCanaryReceiver } from "../../local/watchdog/canary-receiver.ts";
import { receiver, type TestIdentity, testIdentity, thisMachine } from "../adapters/notify/receivers.ts";
import { get, startedBox, temporaryFolder } from "./box-under-test.ts";

const log = jsonLog({ now: Date.now, write: () => undefined });
const toItself = { channel: "webhook", gateway: { url: selfTestUrl, secret: "" } } as const;
let other: TestIdentity;
beforeAll(async () => {
  other = await testIdentity();
});

function message(id: string): OutgoingMessage {
  const words = { title: "自检", body: "自检", path: "/", tag: id } as const;
  return { id, ...words, priority: "high", language: "zh", at: Date.now() };
}

async function opened() {
  const authority = await openLocalAuthority(temporaryFolder());
  const received = await openCanaryReceiver(() => authority.serverIdentity(["localhost"]), log);
  onTestFinished(received.close);
  return received;
}

type Changed = Partial<Parameters<typeof notifyPort>[0]>;
function sender(selfTest: Changed["selfTest"], changed: Changed = {}) {
  const network = thisMachine(other.ca);
  return notifyPort({ network, now: Date.now, ...(selfTest !== undefined && { selfTest }), ...changed });
}

test("a test call leaves by a socket, is signed, and counts once however often it comes", async () => {
  const received = await opened();
  const port = sender(received);
  for (const id of ["a", "b", "b"]) expect(await port.send(toItself, message(id))).toEqual({ kind: "accepted" });
  expect(received.arrivals()).toBe(2);
});

test.each([
  ["it is signed by another secret", { secret: `whsec_${randomBytes(32).toString("base64")}` }, {}, "http-401"],
  ["another stands in the receiver's place", {}, { ca: "other" }, expect.any(String)],
  ["its name leads nowhere", { url: "https://receiver.invalid/" }, {}, expect.any(String)],
] as const)(
  "a test call does not arrive when %s",
  async (_claim, gateway, { ca }: { readonly ca?: string }, detail) => {
    const received = await opened();
    const selfTest = { gateway: { ...received.gateway, ...gateway }, ca: ca === undefined ? received.ca : other.ca };
    const outcome = await sender(selfTest).send(toItself, message("a"));
    expect(outcome).toMatchObject({ detail });
    expect(outcome.kind).not.toBe("accepted");
    expect(received.arrivals()).toBe(0);
  },
);

test("a test call does not arrive when the sender may open no connection, or the receiver is gone", async () => {
  const received = await opened();
  const shut = sender(received, { network: { reachable: { operator: [], user: [] } } });
  expect((await shut.send(toItself, message("a"))).kind).not.toBe("accepted");
  received.close();
  expect((await sender(received).send(toItself, message("a"))).kind).not.toBe("accepted");
  expect(received.arrivals()).toBe(0);
});

test("operators hear within 135 s by their own path that the sender's network is gone, and that it is back", async () => {
  const told = await receiver("plain");
  const titles = () => told.received.map(({ body }) => JSON.parse(body.toString()).data.title as string);
  const gateway = { url: told.url, secret: `whsec_${randomBytes(32).toString("base64")}` };
  const reachable: { operator: ("loopback" | "public")[]; user: [] } = { operator: ["loopback"], user: [] };
  const noon = Date.parse("2026-11-22T12:00:00+08:00");
  const clock = virtualClock(noon);
  const box = await startedBox({ clock, network: { reachable }, operators: [{ channel: "webhook", gateway }] });
  await clock.advanceTo(noon + 3 * minute + second);
  expect(await get(box, "/api/health")).toMatchObject({ status: "ok", chain: { isDelivered: true } });
  expect(titles()).toEqual([]);

  reachable.operator = ["public"];
  await clock.advanceBy(135 * second);
  expect(titles()).toEqual([expect.stringContaining("calls do not go out")]);
  expect(await get(box, "/api/health")).toMatchObject({ status: "degraded", chain: { isDelivered: false } });

  reachable.operator = ["loopback"];
  await clock.advanceBy(135 * second);
  expect(titles().slice(1)).toEqual([expect.stringContaining("well again")]);
});
