import { Command, InvalidArgumentError, Option } from "commander";

export interface SimOptions {
  readonly residents: number;
  readonly days: number;
  readonly speed: number;
  readonly seed: number;
  readonly story?: string;
  readonly truth?: string;
  readonly box?: string;
  readonly mqtts?: string;
  readonly ca?: string;
  readonly basicIngest?: boolean;
  readonly connections: "mtls" | "plain";
  readonly keys?: string;
  readonly follow: boolean;
  readonly retire?: boolean;
  readonly replay?: "tihm" | "sepsis2019";
  readonly data?: string;
}

/** The command line of `npm run sim`. Bad arguments end the program with one sentence. */
export function simCommand(run: (options: SimOptions) => Promise<void>): Command {
  return new Command("npm run sim --")
    .description("Simulates residents and their devices against a running box, as ordinary MQTT clients.")
    .option("--residents <n>", "how many residents", whole(1, 10_000), 12)
    .option("--days <n>", "how many simulated days", positive(365), 1)
    .option("--speed <x>", "simulated seconds per real second", positive(100_000), 1)
    .option("--seed <n>", "the same seed gives the same people and the same course", whole(0, 2 ** 31 - 1), 1)
    .option("--story <file>", "what happens to whom (YAML), see devices-sim/README.md")
    .option("--truth <file>", "write the ground truth as NDJSON")
    .option("--box <url>", "HTTP address of the box; default: the box started last from this checkout")
    .option("--mqtts <url>", "its MQTT address, if it cannot be found, e.g. mqtts://127.0.0.1:8883")
    .option("--ca <file>", "what the broker's certificate hangs on (PEM); default: what enrolment answered")
    .option(
      "--basic-ingest",
      "publish below $aws/rules/<kind>/, without broker fees on AWS IoT Core; nothing is retained",
    )
    .addOption(
      new Option("--connections <how>", "mutual TLS, or plain on loopback for very many devices")
        .choices(["mtls", "plain"])
        .default("mtls"),
    )
    .option("--keys <dir>", "where the devices' private keys are kept between runs")
    .option("--follow", "after history has caught up with now, go on live", false)
    .option("--retire", "at the end, take the devices out of service (revoke them), so that none counts as silent")
    .addOption(new Option("--replay <recording>", "replay a recording instead").choices(["tihm", "sepsis2019"]))
    .option("--data <dir>", "the folder of the recording")
    .allowExcessArguments(false)
    .showHelpAfterError("(--help shows all options)")
    .action(run);
}

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`);
  };
}

function positive(high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value > 0 && value <= high) return value;
    throw new InvalidArgumentError(`Expected a number above 0, up to ${high}.`);
  };
}
