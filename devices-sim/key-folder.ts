import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const identity = z.object({ certificatePem: z.string(), keyPem: z.string(), caPem: z.string() });
export type DeviceIdentity = z.infer<typeof identity>;

/** The private keys of simulated devices, so that a later run can be the same devices. Readable by their owner only. */
export class KeyFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The identity of a device, if it is stored and its certificate is the one with this serial number. */
  find(deviceId: string, serial: string): DeviceIdentity | undefined {
    try {
      const stored = identity.parse(JSON.parse(readFileSync(this.#fileOf(deviceId), "utf8")));
      return sameSerial(new X509Certificate(stored.certificatePem).serialNumber, serial) ? stored : undefined;
    } catch {
      return undefined;
    }
  }

  save(deviceId: string, identity: DeviceIdentity): void {
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    writeFileSync(this.#fileOf(deviceId), JSON.stringify(identity), { mode: 0o600 });
  }

  #fileOf(deviceId: string): string {
    return join(this.#path, `${deviceId}.json`);
  }
}

function sameSerial(one: string, other: string): boolean {
  const normal = (serial: string): string => serial.toUpperCase().replace(/^0+/, "");
  return normal(one) === normal(other);
}
