import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { stringify } from "yaml";
import { partitionOf } from "../../contracts/cell.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { cellFileOf, cellsFolder, parsedCell } from "./cell-files.ts";

/** What can be said of a cell on the command line; everything else has a default. */
export interface InitOptions {
  readonly region?: string;
  readonly account?: string;
  readonly profile?: string;
  readonly runtime?: string;
  readonly residents?: number;
  readonly tables?: "on-demand" | "provisioned";
  readonly alarmEmail?: readonly string[];
  readonly oidcIssuer?: string;
  readonly oidcAudience?: string;
  readonly oidcClientId?: string;
  readonly origin?: string;
  readonly domain?: string;
  readonly certificateArn?: string;
  readonly telemetry?: string;
  readonly shards?: number;
  readonly lanes?: number;
  readonly windowSeconds?: number;
  readonly logDays?: number;
  readonly archiveDays?: number;
}

/** Writes the file of a cell, valid as the deployment reads it; one that is there is never touched. */
export function initCell({ options, terminal }: CommandContext<InitOptions>, name: string): void {
  const folder = cellsFolder(options.cells);
  const file = cellFileOf(folder, name);
  const document = documentOf(name, options);
  const cell = parsedCell(file, document);
  if (existsSync(file))
    throw new CommandFailedError({
      zh: `${file} 已存在，不会覆盖；请直接编辑它，或换一个名称`,
      en: `${file} exists already and is not overwritten; edit it, or choose another name`,
    });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${preamble}${stringify(document)}`, { flag: "wx" });
  if (cell.alarms.emails.length === 0)
    terminal.warn({
      zh: "没有告警收件人：出故障时无人知晓。请在 alarms.emails 中填写，或加 --alarm-email",
      en: "nobody gets the alarms: a failure would go unnoticed. Fill in alarms.emails, or give --alarm-email",
    });
  terminal.answer(
    { file, cell: document },
    {
      zh: `已写出 ${file}\n接下来：npx cdk bootstrap aws://${cell.account ?? "账号"}/${cell.region}（每个账户和区域一次），npx cdk deploy --all，anhu doctor --cell ${name}`,
      en: `wrote ${file}\nnext: npx cdk bootstrap aws://${cell.account ?? "ACCOUNT"}/${cell.region} (once per account and region), npx cdk deploy --all, anhu doctor --cell ${name}`,
    },
  );
}

const preamble = `# 单元：一个区域、一个账户中的一套系统。说明：docs/operators-command.zh-CN.md
# A cell: one service in one region and account. Manual: docs/operators-command.md
`;

/** What was given, and what follows from the region; everything else keeps its default by not standing there. */
function documentOf(name: string, options: InitOptions): Readonly<Record<string, unknown>> {
  const region = options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (region === undefined || region === "")
    throw new CommandFailedError(
      {
        zh: "没有指定区域：请加 --region，如 --region cn-northwest-1，或设置 AWS_REGION",
        en: "no region is set: give --region, such as --region cn-northwest-1, or set AWS_REGION",
      },
      { kind: "denied" },
    );
  const isChina = partitionOf(region) === "aws-cn";
  const { oidcIssuer, oidcAudience, oidcClientId, origin, domain, certificateArn } = options;
  const ownSignIn = isChina || oidcIssuer !== undefined || oidcAudience !== undefined || oidcClientId !== undefined;
  const ownOrigin = isChina || origin !== undefined;
  return stated({
    name,
    region,
    account: options.account,
    profile: options.profile,
    runtime: options.runtime,
    signIn: ownSignIn
      ? stated({ kind: "oidc", issuer: oidcIssuer, audience: oidcAudience, clientId: oidcClientId })
      : undefined,
    pages: ownOrigin ? stated({ kind: "own-origin", origin }) : undefined,
    domain: domain === undefined && certificateArn === undefined ? undefined : stated({ name: domain, certificateArn }),
    alarms: { emails: options.alarmEmail ?? [] },
    telemetry: stated({
      path: options.telemetry,
      shards: options.shards,
      lanes: options.lanes,
      windowSeconds: options.windowSeconds,
    }),
    retention: stated({ logDays: options.logDays, archiveDays: options.archiveDays }),
    capacity: stated({ residents: options.residents, tables: options.tables }),
  });
}

function stated(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isNothing = (value: unknown): boolean =>
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
}
