import * as z from "zod/mini";
import { lengthened } from "../domain/retention/periods.ts";
import { type CellProblem, cellProblem, problemsOf } from "./cell-problems.ts";

/**
 * The file of a cell (`cells/<name>.yaml`): one region and account with a service of its own. Unknown fields are
 * refused by name, so that a misspelt one does not silently leave the default in force.
 */
const cellFile = z.strictObject({
  name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,19}$/)),
  region: z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
  account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
  profile: z._default(z.enum(["standard", "economy"]), "standard"),
  runtime: z._default(z.enum(["nodejs24.x", "nodejs22.x"]), "nodejs24.x"),
  signIn: z.optional(
    z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("cognito"),
        /** Of everybody: a user pool cannot ask it of some roles alone, and offers nobody a way to set up one that is optional. */
        secondFactor: z._default(z.enum(["required", "optional"]), "required"),
      }),
      z.strictObject({
        kind: z.literal("oidc"),
        issuer: z.string().check(z.regex(/^https:\/\/[^\s?#]+$/)),
        audience: z.string().check(z.minLength(1)),
        clientId: z.string().check(z.minLength(1)),
      }),
    ]),
  ),
  pages: z.optional(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("cloudfront") }),
      z.strictObject({
        kind: z.literal("own-origin"),
        origin: z.string().check(z.regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/)),
      }),
    ]),
  ),
  domain: z.optional(
    z.strictObject({
      name: z.string().check(z.regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/)),
      certificateArn: z.string().check(z.regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/)),
    }),
  ),
  /** Servers by which the browsers of a video visit reach each other; none: only within one network. */
  video: z._default(
    z.strictObject({
      stun: z._default(z.array(z.string().check(z.regex(/^stuns?:[^\s"\\]+$/))).check(z.maxLength(4)), []),
      turn: z._default(z.array(z.string().check(z.regex(/^turns?:[^\s"\\]+$/))).check(z.maxLength(4)), []),
      /** Name of the secret in Secrets Manager that is coturn's `static-auth-secret`: text without quotes. */
      turnSecretName: z.optional(z.string().check(z.regex(/^[A-Za-z0-9/_+=.@-]{1,256}$/))),
    }),
    { stun: [], turn: [] },
  ),
  alarms: z._default(z.strictObject({ emails: z.array(z.email()).check(z.maxLength(20)) }), { emails: [] }),
  retention: z.prefault(
    z.strictObject({
      logDays: z.optional(z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827])),
      archiveDays: z._default(z.int().check(z.gte(365), z.lte(36500)), 5475),
      /** What is kept longer than law asks for, by class: `outpatient-record: 20y` (domain/retention/classes.ts). */
      records: z._default(z.record(z.string(), z.string()), {}),
    }),
    {},
  ),
  telemetry: z.prefault(
    z.strictObject({
      path: z.optional(z.enum(["kinesis", "kinesis-on-demand", "sqs"])),
      shards: z.optional(z.int().check(z.gte(1), z.lte(200))),
      lanes: z.optional(z.int().check(z.gte(1), z.lte(10))),
      windowSeconds: z._default(z.int().check(z.gte(0), z.lte(300)), 30),
    }),
    {},
  ),
  capacity: z.prefault(
    z.strictObject({
      residents: z._default(z.int().check(z.gte(1), z.lte(100_000)), 100),
      /** Provisioned tables follow a steady load at half the price, and throttle where it jumps. */
      tables: z._default(z.enum(["on-demand", "provisioned"]), "on-demand"),
    }),
    {},
  ),
});

/** What an operator writes: everything but name and region may be left out, except as `cn-*` regions need it. */
export type CellFile = z.input<typeof cellFile>;
type Stated = z.output<typeof cellFile>;

/** One deployment of the service, all defaults filled in. */
export interface Cell extends Omit<Stated, "signIn" | "pages" | "telemetry" | "retention"> {
  readonly signIn: NonNullable<Stated["signIn"]>;
  readonly pages: NonNullable<Stated["pages"]>;
  readonly telemetry: {
    readonly path: "kinesis" | "kinesis-on-demand" | "sqs";
    /** Of a provisioned stream. */
    readonly shards: number;
    /** Batches of a shard that are worked on at once; in one lane the devices of a resident share their writes. */
    readonly lanes: number;
    /** Telemetry waits at most this long for others to share its writes; falls and calls never wait. */
    readonly windowSeconds: number;
  };
  readonly retention: {
    readonly logDays: number;
    readonly archiveDays: number;
    readonly records: Readonly<Record<string, string>>;
  };
}

export type ParsedCell =
  | { readonly kind: "cell"; readonly cell: Cell }
  | { readonly kind: "problems"; readonly problems: readonly CellProblem[] };

/** Of a cell that signs in with Cognito: where the operators' command finds its people. */
export const userPoolName = "anhu";

/** The region's AWS partition; it never has to be stated. */
export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Devices of one resident together send no more than this, with a bed sensor that reports every five seconds. */
const peakMessagesPerSecond = 0.25;
/** What a shard takes, and what it is planned for. */
const shardLimit = 1000;
const shardPlan = 600;
/** What one function at a time keeps up with. */
const lanePlan = 100;

/** Reads the content of a cell file; tells every fault at once, each with its field, its value and what is expected. */
export function parseCell(document: unknown): ParsedCell {
  const parsed = z.safeParse(cellFile, document ?? {}, { reportInput: true });
  const problems = parsed.success ? inconsistencies(parsed.data) : problemsOf(parsed.error.issues, document);
  if (!parsed.success || problems.length > 0) return { kind: "problems", problems };
  return { kind: "cell", cell: complete(parsed.data) };
}

function complete({ signIn, pages, telemetry, retention, alarms, ...stated }: Stated): Cell {
  const isEconomy = stated.profile === "economy";
  const peak = stated.capacity.residents * peakMessagesPerSecond;
  const shards = telemetry.shards ?? Math.ceil(peak / shardPlan);
  return {
    ...stated,
    signIn: signIn ?? { kind: "cognito", secondFactor: "required" },
    pages: pages ?? { kind: "cloudfront" },
    telemetry: {
      path: telemetry.path ?? (isEconomy ? "sqs" : "kinesis"),
      shards,
      lanes: telemetry.lanes ?? Math.min(10, Math.max(1, Math.ceil(peak / shards / lanePlan))),
      windowSeconds: telemetry.windowSeconds,
    },
    alarms: { emails: [...new Set(alarms.emails)] },
    retention: { ...retention, logDays: retention.logDays ?? (isEconomy ? 30 : 365) },
  };
}

/** What each field allows by itself but not together with the others. */
function inconsistencies(cell: Stated): readonly CellProblem[] {
  if (partitionOf(cell.region) === "aws-us-gov") return [govCloud(cell.region)];
  const { signIn, pages, telemetry, domain, capacity } = cell;
  const isChina = partitionOf(cell.region) === "aws-cn";
  const { path = cell.profile === "economy" ? "sqs" : "kinesis", shards } = telemetry;
  const peak = capacity.residents * peakMessagesPerSecond;
  const found: CellProblem[] = [];
  function complain(field: string, value: unknown, zh: string, en: string): void {
    found.push(cellProblem(field, value, { zh, en }));
  }
  if (isChina && signIn?.kind !== "oidc")
    complain(
      "signIn.kind",
      signIn?.kind,
      "oidc（中国区域没有 Cognito 用户池，请填写您的 OpenID Connect 签发者）",
      "oidc (regions in China have no Cognito user pools: name your OpenID Connect issuer)",
    );
  if (cell.video.turn.length > 0 && cell.video.turnSecretName === undefined)
    complain(
      "video.turnSecretName",
      undefined,
      "Secrets Manager 中 coturn 共享密钥的名称（填写了 turn 时必填）",
      "the name of coturn's shared secret in Secrets Manager (needed with turn)",
    );
  if (isChina && pages?.kind !== "own-origin")
    complain(
      "pages.kind",
      pages?.kind,
      "own-origin（中国区域的网页须放在已备案的自有域名下）",
      "own-origin (in China the pages need a domain of yours with an ICP filing)",
    );
  if (domain !== undefined && (isChina || pages?.kind === "own-origin"))
    complain(
      "domain",
      domain.name,
      "不填（仅用于 CloudFront；自有域名请填 pages.origin）",
      "nothing (it is for CloudFront; a place of your own stands in pages.origin)",
    );
  const kept = lengthened(cell.retention.records);
  if (kept.kind === "faults")
    for (const { class: name, value, zh, en } of kept.faults) complain(`retention.records.${name}`, value, zh, en);
  if (cell.profile === "economy" && path !== "sqs")
    complain("telemetry.path", path, "sqs（economy 不含数据流）", "sqs (the economy profile has no stream)");
  if (path !== "kinesis" && shards !== undefined)
    complain("telemetry.shards", shards, "不填（仅用于 path: kinesis）", "nothing (only path: kinesis has shards)");
  if (path === "kinesis" && shards !== undefined && shards * shardLimit < peak) {
    const least = Math.ceil(peak / shardLimit);
    complain(
      "telemetry.shards",
      shards,
      `至少 ${least}（${capacity.residents} 位服务对象）`,
      `at least ${least} for ${capacity.residents} residents`,
    );
  }
  return found;
}

/** Nothing was tried there: the pages' CloudFront and the issuer's addresses are others. */
function govCloud(region: string): CellProblem {
  return cellProblem("region", region, {
    zh: "全球区域或中国区域（不支持 AWS GovCloud）",
    en: "a region of the global partition or of China (AWS GovCloud is not supported)",
  });
}
