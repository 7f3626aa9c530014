import { BlockList, isIPv4, isIPv6 } from "node:net";

/** What kind of network an address is of; `forbidden` is where no gateway can be but a cloud's own secrets may. */
export type AddressClass = "public" | "private" | "loopback" | "forbidden";

const forbidden = listOf([
  ["0.0.0.0", 8],
  /** Link-local, where clouds keep their metadata services. */
  ["169.254.0.0", 16],
  /** The metadata services of Alibaba Cloud and Oracle Cloud. */
  ["100.100.100.200", 32],
  ["192.0.0.0", 24],
  ["224.0.0.0", 3],
  ["::", 128],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
  ["fd00:ec2::", 32],
  /** Ways to write an IPv4 address as an IPv6 one that a network may undo: nobody needs them. */
  ["::", 96],
  ["64:ff9b::", 32],
  ["2002::", 16],
  ["2001::", 32],
]);
const loopback = listOf([
  ["127.0.0.0", 8],
  ["::1", 128],
]);
const private_ = listOf([
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["fc00::", 7],
]);

/** The class of an IP address; `forbidden` for what is none. IPv4 inside IPv6 (`::ffff:…`) counts as what it is. */
export function addressClassOf(address: string): AddressClass {
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : undefined;
  if (family === undefined) return "forbidden";
  if (loopback.check(address, family)) return "loopback";
  if (forbidden.check(address, family)) return "forbidden";
  return private_.check(address, family) ? "private" : "public";
}

function listOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, isIPv4(network) ? "ipv4" : "ipv6");
  return list;
}
