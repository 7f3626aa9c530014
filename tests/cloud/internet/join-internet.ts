import dns, { type LookupAddress } from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import tls from "node:tls";
import type { Internet } from "./internet.ts";

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;
type Lookup = (hostname: string, options: dns.LookupOptions, found: Found) => void;
interface Connecting {
  host?: string;
  lookup?: Lookup;
}

/**
 * Lets this process see the internet of a run: names resolve to public addresses as they would out there, so that whatever
 * guards a call judges those; only when it has let an address pass, the connection is led to this machine, as a router
 * would lead it. Before the function's code is loaded.
 */
export function joinInternet({ caPem, hosts }: Internet): void {
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), caPem]);
  const addresses = new Map(Object.entries(hosts));
  const isOurs = new Set(addresses.values());
  const routed = (address: string) => (isOurs.has(address) ? "127.0.0.1" : address);

  const resolve = dns.lookup as unknown as Lookup;
  const known: Lookup = (hostname, options, found) => {
    const address = addresses.get(hostname);
    if (address === undefined) resolve(hostname, options, found);
    else if (options.all === true) process.nextTick(found, null, [{ address, family: 4 }]);
    else process.nextTick(found, null, address, 4);
  };
  dns.lookup = known as unknown as typeof dns.lookup;
  syncBuiltinESMExports();

  const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    // Node hands on what it has put in order already: the options first.
    const given = Array.isArray(args[0]) ? args[0] : args;
    const options = given[0];
    if (typeof options === "object" && options !== null) lead(this, options as Connecting);
    return connect.apply(this, args);
  } as typeof Socket.prototype.connect;

  /** Whoever looks at a kept connection again sees where it would lead out there. */
  function lead(socket: Socket, options: Connecting): void {
    const { host, lookup } = options;
    const seen = (address: string) => {
      if (isOurs.has(address))
        Object.defineProperty(socket, "remoteAddress", { configurable: true, get: () => address });
    };
    if (host !== undefined) {
      seen(host);
      options.host = routed(host);
    }
    if (lookup === undefined) return;
    options.lookup = (hostname, wanted, found) =>
      lookup(hostname, wanted, (error, address, family) => {
        const first = Array.isArray(address) ? address[0]?.address : address;
        if (first !== undefined) seen(first);
        const led = Array.isArray(address)
          ? address.map((one) => ({ ...one, address: routed(one.address) }))
          : routed(address);
        found(error, led, family);
      });
  }
}
