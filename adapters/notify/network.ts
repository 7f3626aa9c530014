import { type LookupAddress, type LookupOptions, lookup as resolve } from "node:dns";
import { type AddressClass, addressClassOf } from "./address-class.ts";

/** Who chose an address to be called: an operator in a channel's settings, or whoever signed in, for their browser. */
export type ChosenBy = "operator" | "user";

/** Where messages may be sent to. Whatever it says, nothing goes to link-local and metadata addresses. */
export interface Network {
  readonly reachable: Readonly<Record<ChosenBy, readonly Exclude<AddressClass, "forbidden">[]>>;
  /** Certificates (PEM) that are trusted beside those of the system; for tests and for a county's own authority. */
  readonly ca?: string;
}

/** A function in the cloud: what is near it is none of anybody's business, least of all its own runtime on loopback. */
export const internetOnly: Network = { reachable: { operator: ["public"], user: ["public"] } };

/** A box: gateways may stand in the facility's own network or on this machine. */
export const ownNetwork: Network = { reachable: { operator: ["public", "private", "loopback"], user: ["public"] } };

/** The address is none that may be called. */
export class AddressNotAllowedError extends Error {
  readonly code = "ANHU_ADDRESS_NOT_ALLOWED";
  constructor() {
    super("the address is not one that may be called");
  }
}

export function isAllowed(address: string, by: ChosenBy, network: Network): boolean {
  const kind = addressClassOf(address);
  return kind !== "forbidden" && network.reachable[by].includes(kind);
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Resolves names as `net.connect` asks for it, and gives only addresses that may be called: what is checked is what is
 * connected to, so that a name cannot mean something else a moment later.
 */
export function guardedLookup(by: ChosenBy, network: Network) {
  return (hostname: string, options: LookupOptions, answer: Answer): void => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        answer(error, []);
        return;
      }
      const allowed = found.filter(({ address }) => isAllowed(address, by, network));
      const first = allowed[0];
      if (first === undefined) answer(new AddressNotAllowedError(), []);
      else if (options.all === true) answer(null, allowed);
      else answer(null, first.address, first.family);
    });
  };
}

/** An address of a host that may be called; rejects with an {@link AddressNotAllowedError} or what the resolver says. */
export async function allowedAddress(host: string, by: ChosenBy, network: Network): Promise<string> {
  return new Promise((found, failed) => {
    guardedLookup(by, network)(host, {}, (error, address) => {
      if (error !== null || typeof address !== "string") failed(error ?? new AddressNotAllowedError());
      else found(address);
    });
  });
}
