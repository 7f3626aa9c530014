import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { startedBox } from "./box-under-test.ts";

/** Where this machine is reached other than by 127.0.0.1; on Linux all of 127/8 are its own. */
const others = [
  ...Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address),
  ...(process.platform === "linux" ? ["127.0.0.2"] : []),
];
if (others.length === 0) console.log("what listens on loopback only is not tested: this machine has no other address");

async function isReached(host: string, url: string): Promise<boolean> {
  const socket = connect({ host, port: Number(new URL(url).port) });
  const reached = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.destroy();
  return reached;
}

test.runIf(others.length > 0)(
  "pages, API and plain MQTT are reached on 127.0.0.1 only; devices with certificates from anywhere",
  async () => {
    const { http, mqtt, mqtts } = (await startedBox()).addresses;
    for (const url of [http, mqtt, mqtts]) expect(await isReached("127.0.0.1", url)).toBe(true);
    for (const host of others) {
      const reached = await Promise.all([http, mqtt, mqtts].map((url) => isReached(host, url)));
      expect({ host, reached }).toEqual({ host, reached: [false, false, true] });
    }
  },
);
