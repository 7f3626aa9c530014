import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { Enrolled } from "../contracts/http/devices.ts";
import type { DeviceKind } from "../domain/model/device.ts";
import { newDeviceKey, requestFor } from "./device-keys.ts";
import { CommandFailedError } from "./failure.ts";
import { call, type Service, ServiceRefusedError } from "./service.ts";

/** What a device's firmware needs, as paths of files. */
export interface DeviceFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export interface NewDevice {
  /** Made up by the service when absent. */
  readonly id?: string;
  readonly kind: DeviceKind;
  readonly residentId: string;
}

export function deviceFilesIn(folder: string): DeviceFiles {
  const path = resolve(folder);
  return { ca: join(path, "ca.pem"), cert: join(path, "cert.pem"), key: join(path, "key.pem") };
}

/**
 * Enrols a device into a folder that holds no device yet. The key is made here and never travels; nothing that is there
 * is overwritten.
 */
export async function enrolInto(folder: string, device: NewDevice, service: Service): Promise<Enrolled> {
  return certifiedInto(folder, service, "/api/devices", (csr) => ({ ...device, csr }));
}

/** Gives a device in service a new key and certificate, into a folder that holds no device yet. */
export async function rotateInto(folder: string, deviceId: string, service: Service): Promise<Enrolled> {
  return certifiedInto(folder, service, rotationOf(deviceId), (csr) => ({ csr }));
}

/**
 * Enrols a device into a folder, or completes what an earlier attempt began there: a key without its certificate gets
 * one. `there` when the folder is complete already. An enrolment under way elsewhere is never taken over.
 */
export async function resumeInto(
  folder: string,
  device: NewDevice & { readonly id: string },
  service: Service,
): Promise<"enrolled" | "completed" | "there"> {
  const files = deviceFilesIn(folder);
  if (existsSync(files.cert) && existsSync(files.key)) return "there";
  const wasBegun = existsSync(files.key);
  if (!wasBegun) keep(files, newDeviceKey());
  const csr = await requestFor(readFileSync(files.key, "utf8"));
  try {
    store(files, await call<Enrolled>(service, "POST", "/api/devices", { body: { ...device, csr } }));
    return "enrolled";
  } catch (error) {
    if (!(error instanceof ServiceRefusedError)) throw error;
    if (error.status === 409 && wasBegun) {
      store(files, await call<Enrolled>(service, "POST", rotationOf(device.id), { body: { csr } }));
      return "completed";
    }
    // What was refused has no certificate: its key is worth nothing.
    if (!wasBegun) forget(files);
    throw error;
  }
}

/** Also the folder, unless there is something else in it. */
function forget({ key }: DeviceFiles): void {
  rmSync(key, { force: true });
  const folder = resolve(key, "..");
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

async function certifiedInto(
  folder: string,
  service: Service,
  path: `/api/${string}`,
  body: (csr: string) => unknown,
): Promise<Enrolled> {
  const files = deviceFilesIn(folder);
  const taken = [files.key, files.cert].find((file) => existsSync(file));
  if (taken !== undefined)
    throw new CommandFailedError({
      zh: `${taken} 已存在，不会覆盖；未发出任何请求，一切未变。请换一个目录：--out DIR`,
      en: `${taken} exists already and is not overwritten; nothing was asked for and nothing has changed. Choose another folder: --out DIR`,
    });
  const key = newDeviceKey();
  const csr = await requestFor(key);
  keep(files, key);
  try {
    const enrolled = await call<Enrolled>(service, "POST", path, { body: body(csr) });
    store(files, enrolled);
    return enrolled;
  } catch (error) {
    if (error instanceof ServiceRefusedError) forget(files);
    throw error;
  }
}

/** On disk before the request goes out, so that no certificate is ever without its key. */
function keep({ key }: DeviceFiles, keyPem: string): void {
  mkdirSync(resolve(key, ".."), { recursive: true });
  writeFileSync(key, keyPem, { mode: 0o600, flag: "wx" });
}

/** The certificate comes last: where it is, the folder is complete. */
function store(files: DeviceFiles, { certificate, ca }: Enrolled): void {
  writeFileSync(files.ca, ca);
  writeFileSync(`${files.cert}.new`, certificate);
  renameSync(`${files.cert}.new`, files.cert);
}

function rotationOf(deviceId: string): `/api/${string}` {
  return `/api/devices/${encodeURIComponent(deviceId)}/rotate`;
}
