import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SimulatorError } from "../devices-sim/box.ts";
import { simCommand } from "../devices-sim/options.ts";
import { runSession } from "../devices-sim/session.ts";
import { apiBridge } from "./api-bridge.ts";
import { deviceAddressOf } from "./device-address.ts";
import { CommandFailedError } from "./failure.ts";
import type { Target } from "./target.ts";

/**
 * Runs the simulator against a box or a cell until its end or SIGINT. A cell's API is reached by a bridge on loopback,
 * so that the simulator stays the plain client that it is; its devices connect to the region's MQTT endpoint.
 */
export async function simulate(target: Target, given: readonly string[]): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const { mqtts } = await deviceAddressOf(target);
  const bridge = target.kind === "cell" ? createServer(apiBridge(target.service)) : undefined;
  let box = "";
  // The bridge is nobody's business but this program's.
  const named = (text: string): string =>
    target.kind === "box" || box === "" ? text : text.replaceAll(box, target.service.name);
  try {
    box = target.kind === "box" ? target.box.http : await listening(bridge as NonNullable<typeof bridge>);
    const command = simCommand((options) => runSession(options, stop.signal, (line) => console.log(named(line))));
    command.exitOverride().configureOutput({ outputError: () => undefined });
    const ingest = target.kind === "cell" ? ["--basic-ingest"] : [];
    await command.parseAsync(["--box", box, "--mqtts", mqtts, ...ingest, ...given], { from: "user" });
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
    throw new CommandFailedError({ zh: named(error.message), en: named(error.message) }, { cause: error });
  } finally {
    bridge?.close();
    bridge?.closeAllConnections();
  }
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
