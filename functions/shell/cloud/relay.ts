import { coturnRelay, type RelaySettings } from "../../../adapters/relay/coturn.ts";
import type { RelayPort } from "../../../domain/ports.ts";
import { variable, WrongEnvironmentError } from "./environment.ts";

/** The relay of the cell. */
export function cloudRelay(): RelayPort {
  return coturnRelay(settingsIn(variable("ANHU_RELAY")), () => Date.now());
}

function settingsIn(text: string): RelaySettings {
  try {
    const { stun, turn, secret } = JSON.parse(text) as RelaySettings;
    if (Array.isArray(stun) && Array.isArray(turn) && typeof secret === "string") return { stun, turn, secret };
  } catch {
    // The text would quote the secret.
  }
  throw new WrongEnvironmentError("ANHU_RELAY is not what a relay's settings look like");
}
