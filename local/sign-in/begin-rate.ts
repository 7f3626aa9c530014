import { type RateLimit, rateLimit } from "../rate-limit.ts";

/** A home behind one address at the change of a shift; then one each second. */
const begins = { perSecond: 1, burst: 120 };
/** Addresses that are remembered; whoever has so many is held by the bound of what may be pending. */
const mostAddresses = 4_096;

/** How often one address may begin to sign in. An IPv6 customer has a /64, which counts as one. */
export class BeginRate {
  readonly #byAddress = new Map<string, RateLimit>();
  readonly #now: (() => number) | undefined;

  /** @param now - milliseconds of a clock that never goes back */
  constructor(now?: () => number) {
    this.#now = now;
  }

  mayBegin(address: string): boolean {
    const network = networkOf(address);
    const known = this.#byAddress.get(network) ?? rateLimit(begins, this.#now);
    this.#byAddress.delete(network);
    this.#byAddress.set(network, known);
    const oldest = this.#byAddress.keys().next().value;
    if (this.#byAddress.size > mostAddresses && oldest !== undefined) this.#byAddress.delete(oldest);
    return known.tryTake();
  }
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(":")) return mapped ?? address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const behind = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => "0");
  return [...groups, ...zeros, ...behind].slice(0, 4).join(":");
}
