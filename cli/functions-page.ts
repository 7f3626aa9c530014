import { routes } from "../contracts/http/routes.ts";
import { alarmIdOf } from "../functions/areas.ts";
import type { FunctionDeclaration, Trigger } from "../functions/declaration.ts";
import { type FunctionName, manifest } from "../functions/manifest.ts";

const sections = {
  telemetry: "Telemetry",
  urgent: "Urgent messages",
  queue: "Timers",
  schedule: "Schedules",
  http: "HTTP API",
  presence: "Presence of devices",
  authorizer: "Sign-in to live changes",
  provisioning: "Devices' first certificate",
} as const satisfies Record<Trigger["kind"], string>;

function startedBy(trigger: Trigger): string {
  switch (trigger.kind) {
    case "telemetry":
      return `packs on \`anhu/v1/{deviceId}/telemetry\`, at most ${trigger.batchSize} a batch; a failed one alone is retried`;
    case "urgent":
      return `each message on \`anhu/v1/{deviceId}/${trigger.topic}\`, at once`;
    case "queue":
      return `timers of the queue \`${trigger.queue}\``;
    case "schedule":
      return trigger.everyMinutes === 1 ? "every minute" : `every ${trigger.everyMinutes} minutes`;
    case "http":
      return `\`${trigger.method} ${trigger.path}\``;
    case "presence":
      return `connections that came, at once, and connections that went, ${trigger.settleSeconds} s later`;
    case "authorizer":
      return "each connection that wants to hear live changes";
    case "provisioning":
      return "each device that asks for its own certificate with its maker's";
  }
}

function tablesOf({ tables }: FunctionDeclaration, access: "read" | "write"): string {
  const names = Object.entries(tables).filter(([, granted]) => granted === access);
  return names.length === 0 ? "–" : names.map(([name]) => name).join(", ");
}

function functionText(name: FunctionName, declaration: FunctionDeclaration): string {
  const { trigger, ports, timeoutSeconds, memoryMb, ifItFails, entry } = declaration;
  const summary = Object.entries(routes).find(([route]) => route === name)?.[1].summary;
  const alarm = alarmIdOf(name);
  const rows = [
    ...(summary === undefined ? [] : [["does", `${summary.en} · ${summary.zh}`]]),
    ["started by", startedBy(trigger)],
    ["reads", tablesOf(declaration, "read")],
    ["reads and writes", tablesOf(declaration, "write")],
    ["ports", ports.length === 0 ? "–" : ports.join(", ")],
    ["limits", `${timeoutSeconds} s, ${memoryMb} MB`],
    ["alarm", `[\`anhu-${alarm}\`](runbook/${alarm}.md); what to do: [${name}](runbook/${name}.md)`],
  ];
  return [
    `### ${name}`,
    `**If it fails:** ${ifItFails}`,
    ["| | |", "| --- | --- |", ...rows.map(([label, text]) => `| ${label} | ${text} |`)].join("\n"),
    `[${entry}](../${entry})`,
  ].join("\n\n");
}

/** docs/functions.md: every function, what starts it, what it may touch, and what a user would notice if it failed. */
export function functionsPage(): string {
  const all = Object.entries(manifest) as [FunctionName, FunctionDeclaration][];
  const parts = Object.entries(sections).flatMap(([kind, title]) => {
    const members = all.filter(([, { trigger }]) => trigger.kind === kind);
    return members.length === 0 ? [] : [`## ${title}`, ...members.map(([name, made]) => functionText(name, made))];
  });
  return `${[
    "# Functions",
    "Made from [functions/manifest.ts](../functions/manifest.ts) by `npm run docs`; do not edit. Both runtimes refuse whatever is not listed here.",
    "Each says which alarm tells first that it fails. A crash or a time-out of any of them rings [`anhu-functions-crashing`](runbook/functions-crashing.md) as well; the economy profile has [fewer](runbook/README.md).",
    ...parts,
  ].join("\n\n")}\n`;
}
