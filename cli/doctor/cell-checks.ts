import type { Cell } from "../../contracts/cell.ts";
import { callerOf } from "../aws/account.ts";
import { iotEndpointOf } from "../cells/iot-endpoint.ts";
import { CommandFailedError } from "../failure.ts";
import { afterDeployment, type CellCheckOptions } from "./deployed-checks.ts";
import { type Finding, ok, wrong } from "./finding.ts";
import { quotaFindings } from "./quota-checks.ts";
import { regionFindings } from "./region-check.ts";
import { bootstrapFinding, stackFindings } from "./stack-checks.ts";

/** Everything about a cell, as far as it is there; without credentials only what needs none. */
export async function cellFindings(cell: Cell, options: CellCheckOptions): Promise<readonly Finding[]> {
  const file = [
    ok("cell-file", `${cell.name}，${cell.region}`, `${cell.name}, ${cell.region}`),
    ...regionFindings(cell),
    ...recipientFindings(cell),
  ];
  let account = "";
  const credentials = await guarded("credentials", async () => {
    const caller = await callerOf(cell);
    const { arn } = caller;
    account = caller.account;
    return [ok("credentials", `${arn}（账户 ${account}）`, `${arn} (account ${account})`)];
  });
  if (credentials.some(({ level }) => level === "wrong")) return [...file, ...credentials];
  let isDeployed = false;
  const stacks = await guarded("stacks", async () => {
    const found = await stackFindings(cell);
    isDeployed = found.isDeployed;
    return found.findings;
  });
  const before = [
    ...file,
    ...credentials,
    ...(await guarded("bootstrap", async () => [await bootstrapFinding(cell, account)])),
    ...(await guarded("quota", () => quotaFindings(cell))),
    ...(await guarded("iot-endpoint", () => endpointFindings(cell))),
    ...stacks,
  ];
  if (!isDeployed) return before;
  const progress = options.terminal.progress({ zh: "检查", en: "checking" }, afterDeployment.length);
  const after: Finding[] = [];
  try {
    for (const { check, look } of afterDeployment) {
      after.push(...(await guarded(check, () => look(cell, options))));
      progress.step();
    }
  } finally {
    progress.end();
  }
  return [...before, ...after];
}

/** A check that cannot be made is a finding too: it says which permission is missing, and the others go on. */
async function guarded(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof CommandFailedError)) throw error;
    const remedy = { zh: "解决后再次运行 anhu doctor", en: "put it right and run anhu doctor again" };
    return [wrong(check, error.messages, remedy)];
  }
}

function recipientFindings({ alarms }: Cell): readonly Finding[] {
  if (alarms.emails.length > 0) return [];
  return [
    wrong(
      "recipients",
      {
        zh: "单元文件没有告警收件人：故障时无人知晓",
        en: "the cell file names nobody who gets the alarms: a failure would go unnoticed",
      },
      { zh: "填写 alarms.emails 后重新部署", en: "fill in alarms.emails and deploy again" },
    ),
  ];
}

async function endpointFindings(cell: Cell): Promise<readonly Finding[]> {
  const endpoint = await iotEndpointOf(cell);
  return [ok("iot-endpoint", endpoint, endpoint)];
}
