import { CloudFormationClient, DescribeStacksCommand, type Stack } from "@aws-sdk/client-cloudformation";
import type { Cell } from "../../contracts/cell.ts";
import { attemptIn, clientOptions } from "../aws/attempt.ts";
import { type Finding, ok, warning, wrong } from "./finding.ts";

/** What a cell consists of, in the order of its deployment. */
export const stackParts = ["Data", "Entry", "Service", "Api", "Consortium", "Families", "Pages", "Watch"] as const;
const leastBootstrap = 6;

/** Whether the account of the credentials is prepared for deployments in the region. */
export async function bootstrapFinding(cell: Cell, account: string): Promise<Finding> {
  const stack = await stackNamed(cell, "CDKToolkit");
  const remedy = {
    zh: `npx cdk bootstrap aws://${account}/${cell.region}`,
    en: `npx cdk bootstrap aws://${account}/${cell.region}`,
  };
  if (stack === undefined)
    return wrong(
      "bootstrap",
      {
        zh: `${cell.region} 尚未准备好部署（没有 CDKToolkit）`,
        en: `${cell.region} is not prepared for deployments (no stack CDKToolkit)`,
      },
      remedy,
    );
  const version = Number(stack.Outputs?.find(({ OutputKey }) => OutputKey === "BootstrapVersion")?.OutputValue ?? 0);
  if (version >= leastBootstrap)
    return ok("bootstrap", `CDKToolkit 版本 ${version}`, `CDKToolkit of version ${version}`);
  const what = { zh: `CDKToolkit 版本 ${version} 过旧`, en: `CDKToolkit is of version ${version}, too old` };
  return wrong("bootstrap", what, remedy);
}

/** The stacks of the cell; `isDeployed` when the functions are there. */
export async function stackFindings(
  cell: Cell,
): Promise<{ readonly isDeployed: boolean; readonly findings: readonly Finding[] }> {
  const stacks = await Promise.all(
    stackParts.map(async (part) => {
      const name = `Anhu-${cell.name}-${part}`;
      return { part, name, status: (await stackNamed(cell, name))?.StackStatus };
    }),
  );
  const deploy = { zh: "npx cdk deploy --all", en: "npx cdk deploy --all" };
  if (stacks.every(({ status }) => status === undefined))
    return {
      isDeployed: false,
      findings: [warning("stacks", { zh: "尚未部署", en: "not deployed yet" }, deploy)],
    };
  const findings = stacks.map(({ name, status }) => {
    if (status === undefined) return wrong("stacks", { zh: `缺少 ${name}`, en: `${name} is missing` }, deploy);
    if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok("stacks", `${name} ${status}`, `${name} ${status}`);
    const what = { zh: `${name} 处于 ${status}`, en: `${name} is in ${status}` };
    const remedy = {
      zh: `在 CloudFormation 中查看 ${name} 的事件，再 npx cdk deploy --all`,
      en: `see the events of ${name} in CloudFormation, then npx cdk deploy --all`,
    };
    return /_IN_PROGRESS$|^UPDATE_ROLLBACK_COMPLETE$/.test(status)
      ? warning("stacks", what, remedy)
      : wrong("stacks", what, remedy);
  });
  return { isDeployed: stacks.some(({ part, status }) => part === "Api" && status !== undefined), findings };
}

/** Undefined when there is no such stack. */
async function stackNamed(cell: Cell, name: string): Promise<Stack | undefined> {
  const client = new CloudFormationClient(clientOptions(cell));
  return attemptIn(cell)("cloudformation:DescribeStacks", async () => {
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks[0];
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  });
}
