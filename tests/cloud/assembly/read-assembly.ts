import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
}

/** A CloudFormation template as the CDK wrote it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Outputs?: Readonly<
    Record<
      string,
      { readonly Value: unknown; readonly Export?: { readonly Name: unknown }; readonly Condition?: string }
    >
  >;
}

/** What `npm run synth` leaves behind: templates by stack name, and the folders of bundled code by their object key. */
export interface Assembly {
  readonly region: string;
  readonly stacks: ReadonlyMap<string, Template>;
  readonly assets: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        /** `aws://<account>/<region>` */
        readonly environment?: string;
        readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
      }
    >
  >;
}

interface AssetManifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** Reads the stacks of one cell from a cloud assembly. Each call gives templates of its own, so that a test may change them. */
export function readAssembly(folder: string, cell: string): Assembly {
  const { artifacts } = readJson<Manifest>(join(folder, "manifest.json"));
  const stacks = new Map<string, Template>();
  const assets = new Map<string, string>();
  let region = "";
  for (const [id, { type, environment = "", properties = {} }] of Object.entries(artifacts)) {
    if (!id.startsWith(`Anhu-${cell}-`)) continue;
    if (type === "aws:cloudformation:stack") {
      stacks.set(properties.stackName ?? id, readJson<Template>(join(folder, properties.templateFile as string)));
      region = environment.split("/").at(-1) as string;
    }
    if (type === "cdk:asset-manifest") {
      for (const { source, destinations } of Object.values(
        readJson<AssetManifest>(join(folder, properties.file as string)).files,
      ))
        for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, join(folder, source.path));
    }
  }
  if (stacks.size === 0) throw new Error(`${folder} holds no stack of the cell ${cell}`);
  return { region, stacks, assets };
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
