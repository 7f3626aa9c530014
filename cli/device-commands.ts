import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { DeviceView } from "../contracts/http/devices.ts";
import { type DeviceKind, deviceKindNames } from "../domain/model/device.ts";
import { action, type CommandContext, type CommandHost } from "./command-context.ts";
import { deviceAddressOf } from "./device-address.ts";
import { sayIn } from "./language.ts";
import { table } from "./print.ts";
import { call, callForAll } from "./service.ts";

interface AddOptions {
  readonly kind: DeviceKind;
  readonly resident: string;
  readonly out: string;
  readonly id?: string;
}

/** `device add | import | list | rotate | revoke`. */
export function addDeviceCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  const device = program.command("device").description(say({ zh: "设备", en: "devices" }));

  device
    .command("add")
    .description(
      say({
        zh: "登记一台设备，写出固件所需的 ca.pem、cert.pem、key.pem",
        en: "enrol a device; writes ca.pem, cert.pem and key.pem for its firmware",
      }),
    )
    .addOption(
      new Option("--kind <kind>", say({ zh: "类型", en: "what it is" })).choices(deviceKindNames).makeOptionMandatory(),
    )
    .requiredOption("--resident <id>", say({ zh: "看护谁", en: "whom it watches" }))
    .requiredOption("--out <dir>", say({ zh: "文件写到哪里", en: "where the files go" }))
    .option("--id <id>", say({ zh: "编号；缺省时自动生成", en: "its id; made up when absent" }))
    .action(action<AddOptions>(host, addDevice));

  device
    .command("import <csv>")
    .description(
      say({
        zh: "按 CSV（id,kind,resident）登记多台设备；中断后可接着运行",
        en: "enrol the devices of a CSV file (id,kind,resident); goes on where it was interrupted",
      }),
    )
    .option("--out <dir>", say({ zh: "每台设备一个子目录", en: "one folder a device goes below it" }))
    .option(
      "--expect",
      say({
        zh: "不发证书，只列入出厂凭证领证的许可名单",
        en: "make no certificates; put them on the list of those that may claim one themselves",
      }),
    )
    .option("--dry-run", say({ zh: "只检查，不登记", en: "check only, enrol nothing" }))
    .action(
      action<{ out?: string; expect?: boolean; dryRun?: boolean }>(host, async (context, csv = "") => {
        const { importDevices } = await import("./import/import-devices.ts");
        await importDevices(context, csv);
      }),
    );

  device
    .command("list")
    .description(say({ zh: "全部设备及其连接、电量", en: "all devices with connection and battery" }))
    .option("--facility <id>", say({ zh: "只列一个机构", en: "of one facility only" }))
    .action(action<{ facility?: string }>(host, listDevices));

  device
    .command("rotate <id>")
    .description(
      say({
        zh: "给在用设备换新密钥和证书；设备首次使用新证书后一小时内旧证书失效，7 天未用则撤回新证书",
        en: "give a device a new key and certificate; the old one ends within the hour after the new one is first used, the new one when it is not used for 7 days",
      }),
    )
    .requiredOption("--out <dir>", say({ zh: "文件写到哪里", en: "where the files go" }))
    .action(
      action<{ out: string }>(host, async ({ options, terminal, target }, id = "") => {
        const { service } = await target();
        const { deviceFilesIn, rotateInto } = await import("./device-folder.ts");
        const { device: rotated } = await rotateInto(options.out, id, service);
        const files = deviceFilesIn(options.out);
        const until = rotated.offered?.at(-1)?.until;
        terminal.answer(
          { deviceId: id, certificateSerial: rotated.offered?.at(-1)?.certificateSerial, until, files },
          {
            zh: `${id} 有了新证书，文件在 ${resolve(options.out)}\n旧证书仍可用，直到设备首次使用新证书后的一小时内；请在 7 天内让设备用上新证书${until === undefined ? "" : `（${until} 之前）`}，否则新证书撤回，旧证书继续有效`,
            en: `${id} has a new certificate; its files are in ${resolve(options.out)}\nthe old one works until the device has used the new one, and within the hour after that no more; let it use the new one within 7 days${until === undefined ? "" : ` (before ${until})`}, or that is withdrawn and the old one stays`,
          },
        );
      }),
    );

  device
    .command("revoke <id>")
    .description(
      say({ zh: "吊销设备证书，连接立即断开", en: "revoke a device's certificate; its connection ends at once" }),
    )
    .action(
      action(host, async ({ terminal, target }, id = "") => {
        const { service } = await target();
        const revoked = await call<DeviceView>(service, "POST", `/api/devices/${encodeURIComponent(id)}/revoke`);
        terminal.answer(revoked, { zh: `已吊销 ${id}`, en: `revoked ${id}` });
      }),
    );
}

async function addDevice({ options, terminal, target }: CommandContext<AddOptions>): Promise<void> {
  const { kind, resident: residentId, id, out } = options;
  const chosen = await target();
  const { mqtts, prefix } = await deviceAddressOf(chosen);
  // Cryptography takes a moment to load, and no other command needs it.
  const { deviceFilesIn, enrolInto } = await import("./device-folder.ts");
  const { device } = await enrolInto(out, { kind, residentId, ...(id !== undefined && { id }) }, chosen.service);
  const topics = `${prefix}/${device.id}/<kind>`;
  terminal.answer(
    { deviceId: device.id, kind, residentId, files: deviceFilesIn(out), mqtts },
    {
      zh: `已登记 ${device.id}，文件在 ${resolve(out)}\n连接 ${mqtts}，发布到 ${topics}，<kind> 为 telemetry、event、status`,
      en: `enrolled ${device.id}; its files are in ${resolve(out)}\nit connects to ${mqtts} and publishes on ${topics}, <kind> being telemetry, event or status`,
    },
  );
}

async function listDevices({ options, terminal, target }: CommandContext<{ facility?: string }>): Promise<void> {
  const { service } = await target();
  const query = options.facility === undefined ? {} : { facilityId: options.facility };
  const list = await callForAll<DeviceView>(service, "/api/devices", query);
  const rows = list.items.map((item) => [
    item.id,
    item.kind,
    item.residentId ?? terminal.say({ zh: "库存", en: "in stock" }),
    stateOf(item),
    item.batteryPercent === undefined ? "" : `${item.batteryPercent} %`,
    item.lastHeardAt ?? terminal.say({ zh: "从未", en: "never" }),
  ]);
  terminal.answer(
    list,
    table(
      [
        { zh: "编号", en: "id" },
        { zh: "类型", en: "kind" },
        { zh: "服务对象", en: "resident" },
        { zh: "状态", en: "state" },
        { zh: "电量", en: "battery" },
        { zh: "最近数据", en: "last heard" },
      ].map(terminal.say),
      rows,
    ),
  );
}

function stateOf({ state, isSilent, connection, lastHeardAt }: DeviceView): string {
  if (state !== "in-service") return state;
  if (isSilent) return "silent";
  return connection ?? (lastHeardAt === undefined ? "in-service" : "heard");
}
