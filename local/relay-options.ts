import type { RelaySettings } from "../adapters/relay/coturn.ts";
import { UsageError } from "./usage-error.ts";

/** The variable of the environment with coturn's `static-auth-secret`: a command line is seen by everybody on the machine. */
export const turnSecretVariable = "ANHU_TURN_SECRET";

/** What the command line says about STUN and TURN; throws a {@link UsageError} with what is wrong. */
export function relayOf(
  given: { readonly stun?: readonly string[] | undefined; readonly turn?: readonly string[] | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): { readonly relay?: RelaySettings } {
  const { stun = [], turn = [] } = given;
  if (stun.length === 0 && turn.length === 0) return {};
  for (const url of stun)
    if (!/^stuns?:\S+$/.test(url)) throw new UsageError(`--stun takes stun:host:port, not "${url}"`);
  for (const url of turn)
    if (!/^turns?:\S+$/.test(url)) throw new UsageError(`--turn takes turn:host:port, not "${url}"`);
  const secret = environment[turnSecretVariable] ?? "";
  if (turn.length > 0 && secret === "")
    throw new UsageError(`--turn needs coturn's shared secret in ${turnSecretVariable} of the environment`);
  return { relay: { stun, turn, secret } };
}
