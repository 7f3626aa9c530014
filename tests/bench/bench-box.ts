import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Enrolled } from "../../contracts/http/devices.ts";
import { enrol } from "../../devices-sim/enrol.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import { type Box, newBox } from "../../local/box.ts";

export type EnrolledDevice = Enrolled & { readonly key: string };

/** A started box in a folder of its own, with everything on, that is gone after use. */
export async function openBenchBox(): Promise<Box & AsyncDisposable> {
  const dataFolder = mkdtempSync(join(tmpdir(), "anhu-bench-"));
  const box = await newBox({
    dataFolder,
    mode: "live",
    httpPort: 0,
    mqttsPort: 0,
    mqttPort: 0,
    // What is measured is the box, not its brake on a single device.
    limits: { messages: { perSecond: 10_000, burst: 10_000 } },
  });
  await box.start();
  const close = async () => {
    await box.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return Object.defineProperty(box, Symbol.asyncDispose, { value: close }) as Box & AsyncDisposable;
}

/** Does what the operators' command would; throws when it is refused. */
export async function post(box: Box, path: string, body: unknown): Promise<void> {
  const response = await fetch(new URL(path, box.addresses.http), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${box.commandToken}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Puts `count` residents with one device each into service. */
export async function enrolResidents(box: Box, count: number, kind: DeviceKind): Promise<readonly EnrolledDevice[]> {
  await post(box, "/api/facilities", { id: "bench", name: "明珠敬老院", kind: "care-home" });
  const enrolled: EnrolledDevice[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index);
  for (let first = 0; first < count; first += 50) {
    const slice = numbers.slice(first, first + 50);
    enrolled.push(
      ...(await Promise.all(
        slice.map(async (number) => {
          await post(box, "/api/residents", {
            id: `r${number}`,
            name: `老人${number}`,
            sex: "female",
            birthDate: "1940-01-01",
            facilityId: "bench",
          });
          return enrol(
            { http: box.addresses.http, token: box.commandToken },
            { id: `d${number}`, residentId: `r${number}`, kind },
          );
        }),
      )),
    );
  }
  return enrolled;
}
