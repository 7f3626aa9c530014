import { readFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { FacilityView } from "../contracts/http/facilities.ts";
import type { ResidentView } from "../contracts/http/residents.ts";
import { type Bed, facilityKinds } from "../domain/model/facility.ts";
import { careSettings } from "../domain/model/resident.ts";
import { action, type CommandContext, type CommandHost } from "./command-context.ts";
import { CommandFailedError } from "./failure.ts";
import { sayIn } from "./language.ts";
import { table } from "./print.ts";
import { call, callForAll } from "./service.ts";

type Given = Readonly<Record<string, unknown>>;

/** `facility add | list | import`, `resident add | list`. */
export function addRegisterCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  const madeUp = say({ zh: "缺省时自动生成", en: "made up when absent" });

  const facility = program.command("facility").description(say({ zh: "机构", en: "facilities" }));
  facility
    .command("add")
    .description(say({ zh: "登记一个机构及其床位", en: "register a facility with its beds" }))
    .requiredOption("--name <name>", say({ zh: "名称", en: "as people call it" }))
    .addOption(
      new Option("--kind <kind>", say({ zh: "类型", en: "what it is" })).choices(facilityKinds).makeOptionMandatory(),
    )
    .option("--id <id>", madeUp)
    .option(
      "--bed <id=label>",
      say({ zh: "一张床位；可重复", en: "one of its beds; may be given again and again" }),
      withBed,
    )
    .action(
      action<Given>(host, async (context) => {
        const { name, kind, id, bed: beds } = context.options;
        await register(context, "/api/facilities", { name, kind, id, beds });
      }),
    );
  facility
    .command("list")
    .description(say({ zh: "全部机构", en: "all facilities" }))
    .action(
      action(host, async ({ target, terminal }) => {
        const { service } = await target();
        const list = await call<{ items: readonly FacilityView[] }>(service, "GET", "/api/facilities");
        const rows = list.items.map(({ id, kind, beds, name }) => [id, kind, String(beds.length), name]);
        terminal.answer(
          list,
          table(
            [
              { zh: "编号", en: "id" },
              { zh: "类型", en: "kind" },
              { zh: "床位", en: "beds" },
              { zh: "名称", en: "name" },
            ].map(terminal.say),
            rows,
          ),
        );
      }),
    );
  facility
    .command("import")
    .description(
      say({
        zh: "从 CSV 登记机构、床位、服务对象；先检查全部行，可重复运行",
        en: "register facilities, beds and residents of CSV files; checks every row first, safe to run twice",
      }),
    )
    .option("--facilities <csv>", say({ zh: "列：id,name,kind", en: "columns id,name,kind" }))
    .option("--beds <csv>", say({ zh: "列：facility,id,label", en: "columns facility,id,label" }))
    .option(
      "--residents <csv>",
      say({
        zh: "列：id,name,sex,birthDate,facility[,bed,careSetting,disabilityLevel,palliative,allergies,contacts]",
        en: "columns id,name,sex,birthDate,facility[,bed,careSetting,disabilityLevel,palliative,allergies,contacts]",
      }),
    )
    .option("--dry-run", say({ zh: "只检查，不登记", en: "check only, register nothing" }))
    .action(
      action<{ facilities?: string; beds?: string; residents?: string; dryRun?: boolean }>(host, async (context) => {
        const { importRegister } = await import("./import/import-register.ts");
        await importRegister(context);
      }),
    );

  const resident = program.command("resident").description(say({ zh: "服务对象", en: "residents" }));
  resident
    .command("add")
    .description(say({ zh: "登记一位服务对象", en: "register a resident" }))
    .option(
      "--file <json>",
      say({
        zh: "POST /api/residents 所接受的全部内容，代替以下选项",
        en: "a file with all that POST /api/residents takes, instead of the options below",
      }),
    )
    .option("--name <name>")
    .addOption(new Option("--sex <sex>").choices(["female", "male"]))
    .option("--birth-date <YYYY-MM-DD>")
    .option("--facility <id>")
    .option("--bed <id>")
    .option("--id <id>", madeUp)
    .addOption(new Option("--care-setting <setting>").choices(careSettings))
    .option("--disability-level <0-5>", say({ zh: "由评估人员评定", en: "as assessed by a person" }), Number)
    .option("--palliative", say({ zh: "安宁疗护", en: "under a hospice plan" }))
    .action(
      action<Given>(host, async (context) => {
        const { file, facility: facilityId, bed: bedId, ...options } = context.options;
        const { name, sex, birthDate, id, careSetting, disabilityLevel, palliative } = options;
        const given = { name, sex, birthDate, id, careSetting, disabilityLevel, palliative };
        const body = file === undefined ? { ...given, facilityId, bedId } : jsonIn(String(file));
        await register(context, "/api/residents", body);
      }),
    );
  resident
    .command("list")
    .description(say({ zh: "服务对象及其监护状态", en: "residents and whether somebody listens to them" }))
    .option("--facility <id>", say({ zh: "只列一个机构", en: "of one facility only" }))
    .action(
      action<{ facility?: string }>(host, async ({ target, terminal, options }) => {
        const { service } = await target();
        const query = options.facility === undefined ? {} : { facilityId: options.facility };
        const list = await callForAll<ResidentView>(service, "/api/residents", query);
        const rows = list.items.map(({ id, facilityId, bed, monitoring, name }) => {
          return [id, facilityId, bed?.label ?? "", monitoring.state, name];
        });
        terminal.answer(
          list,
          table(
            [
              { zh: "编号", en: "id" },
              { zh: "机构", en: "facility" },
              { zh: "床位", en: "bed" },
              { zh: "监护", en: "monitoring" },
              { zh: "姓名", en: "name" },
            ].map(terminal.say),
            rows,
          ),
        );
      }),
    );
}

async function register(context: CommandContext<object>, path: `/api/${string}`, body: unknown): Promise<void> {
  const { service } = await context.target();
  const made = await call<{ id: string; name: string }>(service, "POST", path, { body });
  context.terminal.answer(made, { zh: `已登记 ${made.name}：${made.id}`, en: `registered ${made.name}: ${made.id}` });
}

function withBed(text: string, before: readonly Bed[] = []): readonly Bed[] {
  const [id = "", ...label] = text.split("=");
  if (id.trim() === "" || label.length === 0) {
    throw new InvalidArgumentError('a bed is given as ID=LABEL, e.g. --bed "b1=205-1"');
  }
  return [...before, { id: id.trim(), label: label.join("=").trim() }];
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const messages = { zh: `${file} 不能作为 JSON 读取：${error}`, en: `${file} cannot be read as JSON: ${error}` };
    throw new CommandFailedError(messages, { cause: error });
  }
}
