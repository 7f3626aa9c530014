import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { type CellFile, parseCell } from "../../contracts/cell.ts";
import type { PageConfig } from "../../contracts/page-config.ts";
import { cellStacks } from "../../infra/cell-stacks.ts";
import { featureFlags } from "../../infra/feature-flags.ts";

// biome-ignore lint/suspicious/noExplicitAny: templates are untyped, and a test reads what it expects to be there.
export type Properties = Record<string, any>;

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
}

/** The templates of a cell, made in this process and without bundling. */
export interface Synthesised {
  /** By the last part of the stack's name. */
  readonly templates: Readonly<Record<string, Properties>>;
  of(type: string): readonly Resource[];
  /** What the pages are told; `<<marker…>>` stands for what only the deployment knows. */
  readonly pageConfig: PageConfig;
}

/** Signs in with the county's own issuer and serves the pages itself, as every cell in China has to. */
export const abroadFromCognito = {
  signIn: { kind: "oidc", issuer: "https://id.example.cn/realms/county", audience: "anhu", clientId: "anhu-pages" },
  pages: { kind: "own-origin", origin: "https://anhu.example.cn" },
} as const satisfies Partial<CellFile>;

export const usEast: CellFile = { name: "east", region: "us-east-1" };
export const beijing: CellFile = { name: "beijing", region: "cn-north-1", ...abroadFromCognito };
export const ningxia: CellFile = { name: "ningxia", region: "cn-northwest-1", ...abroadFromCognito };
export const economy: CellFile = { ...usEast, name: "small", profile: "economy" };

export function synthesise(file: CellFile): Synthesised {
  const parsed = parseCell(file);
  if (parsed.kind === "problems") throw new Error(parsed.problems.map(({ messages }) => messages.en).join("\n"));
  const app = new App({ context: { ...featureFlags, "aws:cdk:bundling-stacks": [] } });
  const pages = mkdtempSync(join(tmpdir(), "anhu-pages-"));
  try {
    mkdirSync(join(pages, "assets"));
    writeFileSync(join(pages, "index.html"), "<!doctype html>");
    const stacks = Object.values(cellStacks(app, parsed.cell, { pages }));
    const templates = stacks.map((stack) => [
      stack.stackName.split("-").at(-1) as string,
      Template.fromStack(stack).toJSON(),
    ]);
    const [config = ""] = globSync(join(app.outdir, "asset.*", "config.json"));
    return {
      ...withResources(Object.fromEntries(templates)),
      pageConfig: JSON.parse(readFileSync(config, "utf8")) as PageConfig,
    };
  } finally {
    rmSync(pages, { recursive: true });
  }
}

function withResources(templates: Record<string, Properties>): Omit<Synthesised, "pageConfig"> {
  const all = Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources as Record<string, Properties>).map(
      ([logicalId, { Type, Properties, DeletionPolicy }]) => ({
        stack,
        logicalId,
        type: Type as string,
        properties: (Properties ?? {}) as Properties,
        deletionPolicy: DeletionPolicy as string | undefined,
      }),
    ),
  );
  return { templates, of: (type) => all.filter((resource) => resource.type === type) };
}

/** An ARN or URL of a template as one text, its references as `<name>`. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const [intrinsic, of] = Object.entries(value as object)[0] as [string, unknown];
  if (intrinsic === "Fn::Join") return (of as [string, unknown[]])[1].map(textOf).join((of as [string])[0]);
  if (intrinsic === "Fn::GetAtt") return `<${(of as string[]).join(".")}>`;
  if (intrinsic === "Fn::ImportValue") return `<${textOf(of)}>`;
  return `<${String(of).replace("AWS::", "").toLowerCase()}>`;
}

export interface Right {
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
}

/** What a role may do, one action on one resource each. */
export function rightsOfRole(cell: Synthesised, roleLogicalId: string): readonly Right[] {
  const policies = cell
    .of("AWS::IAM::Policy")
    .filter(({ properties }) => properties.Roles.some((role: Properties) => role.Ref === roleLogicalId));
  return policies.flatMap(({ properties }) => statementRights(properties.PolicyDocument));
}

export function statementRights(document: Properties): readonly Right[] {
  return (document.Statement as Properties[]).flatMap(({ Action, Resource, NotResource, Condition }) =>
    [Action].flat().flatMap((action: string) =>
      [Resource ?? NotResource].flat().map((resource: unknown) => ({
        action,
        resource: `${Resource === undefined ? "all but " : ""}${textOf(resource)}`,
        condition: Condition,
      })),
    ),
  );
}
