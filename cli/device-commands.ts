import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { DeviceView, Enrolled } from "../contracts/http/devices.ts";
import { type DeviceKind, deviceKindNames } from "../domain/model/device.ts";
import { CommandFailedError, callApi, noBoxAt } from "./api.ts";
import { type BoxChoice, type ChosenBox, chosenBox } from "./box-address.ts";
import { print, table } from "./print.ts";

interface AddOptions extends BoxChoice {
  readonly kind: DeviceKind;
  readonly resident: string;
  readonly out: string;
  readonly id?: string;
  readonly json?: boolean;
}

/** `device add | list | revoke`. */
export function addDeviceCommands(program: Command): void {
  const device = program.command("device").description("put devices into service and out of it");

  device
    .command("add")
    .description("enrol a device; writes ca.pem, cert.pem and key.pem for its firmware")
    .addOption(new Option("--kind <kind>", "what it is").choices(deviceKindNames).makeOptionMandatory())
    .requiredOption("--resident <id>", "whom it watches")
    .requiredOption("--out <dir>", "where the files go")
    .option("--id <id>", "its id; made up when absent")
    .option("--json", "print one line of JSON")
    .action(async (_: unknown, command: Command) => addDevice(command.optsWithGlobals<AddOptions>()));

  device
    .command("list")
    .description("all devices with connection and battery")
    .option("--json", "print one line of JSON")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<BoxChoice & { json?: boolean }>();
      const list = await callApi<{ items: readonly DeviceView[] }>(chosenBox(options).http, "GET", "/api/devices");
      if (options.json === true) return print(JSON.stringify(list));
      const rows = list.items.map((item) => [
        item.id,
        item.kind,
        item.residentId,
        item.revokedAt === undefined ? (item.isSilent ? "silent" : (item.connection ?? "heard")) : "revoked",
        item.batteryPercent === undefined ? "" : `${item.batteryPercent} %`,
        item.lastHeardAt ?? "never",
      ]);
      return print(table(["id", "kind", "resident", "state", "battery", "last heard"], rows));
    });

  device
    .command("revoke <id>")
    .description("revoke a device's certificate; its connection ends at once")
    .action(async (id: string, _: unknown, command: Command) => {
      const { http } = chosenBox(command.optsWithGlobals<BoxChoice>());
      await callApi(http, "POST", `/api/devices/${encodeURIComponent(id)}/revoke`);
      print(`revoked ${id}`);
    });
}

async function addDevice(options: AddOptions): Promise<void> {
  const { kind, resident: residentId, id } = options;
  const folder = resolve(options.out);
  const files = { ca: join(folder, "ca.pem"), cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  const taken = [files.key, files.cert].find((file) => existsSync(file));
  if (taken !== undefined) {
    throw new CommandFailedError(
      `${taken} exists already and is not overwritten; nothing was enrolled. Choose another folder: --out DIR`,
    );
  }
  const box = chosenBox(options);
  mkdirSync(folder, { recursive: true });
  const { device, certificate, ca, key } = await enrolled(box, {
    kind,
    residentId,
    ...(id !== undefined && { id }),
  });
  writeFileSync(files.key, key, { mode: 0o600, flag: "wx" });
  writeFileSync(files.cert, certificate, { flag: "wx" });
  writeFileSync(files.ca, ca);
  const { mqtts } = box;
  if (options.json === true) return print(JSON.stringify({ deviceId: device.id, kind, residentId, files, mqtts }));
  return print(
    `enrolled ${device.id}; its files are in ${folder}\n` +
      `it connects to ${mqtts} and publishes on anhu/v1/${device.id}/telemetry, event and status`,
  );
}

async function enrolled(
  { http }: ChosenBox,
  device: { readonly kind: DeviceKind; readonly residentId: string; readonly id?: string },
): Promise<Enrolled & { readonly key: string }> {
  // Cryptography takes a moment to load, and no other command needs it.
  const { enrol, EnrolmentRefusedError } = await import("../devices-sim/enrol.ts");
  try {
    return await enrol(http, device);
  } catch (error) {
    if (error instanceof EnrolmentRefusedError) throw new CommandFailedError(error.message, { cause: error });
    if (error instanceof TypeError) throw noBoxAt(http, error);
    throw error;
  }
}
