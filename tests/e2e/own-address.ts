import { networkInterfaces } from "node:os";

/** The address from which browsers of this machine send: that of the network, or the machine's own where there is none. */
export function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}
