import { expect, onTestFinished, test, vi } from "vitest";
import { boxService } from "../../cli/box-service.ts";
import { callForAll } from "../../cli/service.ts";
import { registerStatusOf } from "../../cli/status/register-status.ts";
import { alertList } from "../../contracts/http/alerts.ts";
import { deviceList } from "../../contracts/http/devices.ts";
import { residentList } from "../../contracts/http/residents.ts";
import { getAll } from "../../devices-sim/box.ts";
import { raiseAlert } from "../../domain/alerts/handling.ts";
import type { Device } from "../../domain/model/device.ts";
import { observationCodes } from "../../domain/model/observations.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import type { Watch } from "../../domain/watch/state.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import { synchronousBytes } from "../../local/invoke.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { WatchStore } from "../../stores/watch-store.ts";
import { askAll } from "../../web/data/ask-all.ts";
import { apiOf, startedBox } from "./box-under-test.ts";

const residents = 1_500;
const homes = ["home-1", "home-2", "home-3"];
const now = Date.now();

function numbered(number: number): { readonly id: string; readonly facilityId: string } {
  return { id: `r-${String(number).padStart(4, "0")}`, facilityId: homes[number % homes.length] as string };
}

/** Two devices, all vitals there are, and an open call. */
function watchOf(residentId: string): Watch {
  const deviceIds = [`${residentId}-band`, `${residentId}-bed`] as const;
  const latest = Object.fromEntries(
    observationCodes.map((code) => [code, { value: 36.5, at: now - minute, deviceId: deviceIds[0] }]),
  );
  const watch = emptyWatch(residentId);
  return {
    ...watch,
    settled: { ...watch.settled, latest },
    devices: deviceIds.map((deviceId) => ({
      deviceId,
      kind: "wristband",
      since: now - hour,
      lastHeardAt: now - minute,
    })),
  };
}

/** Puts everybody in by the stores: 1,500 enrolments would take minutes. */
async function fill(engine: TableEngine): Promise<void> {
  const stores = {
    residents: new ResidentStore(engine),
    devices: new DeviceStore(engine),
    watches: new WatchStore(engine),
  };
  for (const id of homes) {
    await new FacilityStore(engine).add({ id, name: "颐养院", kind: "care-home", beds: [] });
  }
  await forEachBounded(
    Array.from({ length: residents }, (_, number) => numbered(number)),
    50,
    async (place) => {
      const person: Resident = {
        ...place,
        name: "王秀英",
        sex: "female",
        birthDate: "1940-05-01",
        careSetting: "care-home",
        disabilityLevel: 3,
        palliative: false,
        allergies: [],
        contacts: [],
      };
      const watch = watchOf(person.id);
      const reason = { code: "event", type: "fall", deviceId: `${person.id}-band`, eventId: "e1" } as const;
      const verdict = { kind: "fall", priority: "high", reason, inputs: [], alertId: `a-${person.id}` } as const;
      await stores.watches.create(watch);
      const raised = [raiseAlert(verdict, person, now)];
      await stores.watches.commit({ watch, expectedVersion: 1, raised, changed: [] });
      await stores.residents.add(person);
      for (const { deviceId, kind } of watch.devices) {
        const device: Device = {
          id: deviceId,
          kind,
          residentId: person.id,
          facilityId: person.facilityId,
          certificateSerial: "0A1B",
          enrolledAt: now,
        };
        await stores.devices.add(device);
      }
    },
  );
}

test("a register too large for one answer is read whole: by the board, the operator's command and the simulator", async () => {
  const sizes: number[] = [];
  let engine: TableEngine | undefined;
  const box = await startedBox({ wrapEngine: (opened) => (engine = opened) });
  await fill(engine as TableEngine);
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (path: string | URL, init: RequestInit) => {
    const headers = { ...init.headers, authorization: `Bearer ${box.commandToken}` };
    const response = await fetch(new URL(path, box.addresses.http), { ...init, headers });
    sizes.push((await response.clone().arrayBuffer()).byteLength);
    return response;
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const ids = Array.from({ length: residents }, (_, number) => numbered(number))
    .sort((a, b) => (a.facilityId + a.id < b.facilityId + b.id ? -1 : 1))
    .map(({ id }) => id);

  const board = await askAll("/api/residents", residentList);
  expect(board.kind === "answer" && board.value.items.map(({ id }) => id)).toEqual(ids);
  expect(sizes).toHaveLength(3);
  expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(synchronousBytes);
  const alerts = await askAll("/api/alerts?state=open", alertList);
  expect(alerts.kind === "answer" && new Set(alerts.value.items.map(({ residentId }) => residentId)).size).toBe(1_500);

  const service = boxService(apiOf(box));
  const status = await registerStatusOf(service, () => ({ step: () => undefined, end: () => undefined }));
  expect(status).toMatchObject({ residents: { all: 1_500 }, devices: { all: 3_000 }, alerts: { open: 1_500 } });
  expect((await callForAll(service, "/api/devices")).items).toHaveLength(3_000);
  expect(await getAll(apiOf(box), "/api/devices", deviceList)).toHaveLength(3_000);
  expect(Math.max(...sizes)).toBeLessThan(synchronousBytes / 2);
});
