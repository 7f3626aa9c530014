import { readFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Bed, facilityKinds } from "../domain/model/facility.ts";
import { careSettings } from "../domain/model/resident.ts";
import { CommandFailedError, callApi } from "./api.ts";
import { type BoxChoice, chosenBox } from "./box-address.ts";
import { print } from "./print.ts";

type Given = BoxChoice & Readonly<Record<string, unknown>>;

/** `facility add`, `resident add`: what the API takes, as options or as a JSON file. */
export function addRegisterCommands(program: Command): void {
  program
    .command("facility")
    .description("register facilities")
    .command("add")
    .requiredOption("--name <name>", "as people call it")
    .addOption(new Option("--kind <kind>", "what it is").choices(facilityKinds).makeOptionMandatory())
    .option("--id <id>", "made up when absent")
    .option("--bed <id=label>", "one of its beds; may be given again and again", withBed)
    .option("--json", "print the facility as one line of JSON")
    .action(async (_: unknown, command: Command) => {
      const { name, kind, id, bed: beds, ...rest } = command.optsWithGlobals<Given>();
      await register(rest, "/api/facilities", { name, kind, id, beds });
    });

  program
    .command("resident")
    .description("register residents")
    .command("add")
    .option("--file <json>", "a file with all that POST /api/residents takes, instead of the options below")
    .option("--name <name>")
    .addOption(new Option("--sex <sex>").choices(["female", "male"]))
    .option("--birth-date <YYYY-MM-DD>")
    .option("--facility <id>")
    .option("--bed <id>")
    .option("--id <id>", "made up when absent")
    .addOption(new Option("--care-setting <setting>").choices(careSettings))
    .option("--disability-level <0-5>", "as assessed by a person", Number)
    .option("--palliative", "under a hospice plan")
    .option("--json", "print the resident as one line of JSON")
    .action(async (_: unknown, command: Command) => {
      const { file, facility, bed, name, sex, birthDate, id, careSetting, disabilityLevel, palliative, ...rest } =
        command.optsWithGlobals<Given>();
      const given = { name, sex, birthDate, id, careSetting, disabilityLevel, palliative };
      const body = file === undefined ? { ...given, facilityId: facility, bedId: bed } : jsonIn(String(file));
      await register(rest, "/api/residents", body);
    });
}

async function register(options: Given, path: string, body: unknown): Promise<void> {
  const made = await callApi<{ id: string; name: string }>(chosenBox(options).http, "POST", path, body);
  print(options.json === true ? JSON.stringify(made) : `registered ${made.name}: ${made.id}`);
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
    throw new CommandFailedError(`${file} cannot be read as JSON: ${error}`, { cause: error });
  }
}
