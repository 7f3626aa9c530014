import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { CellStacks } from "./cell-stacks.ts";
import { lookUpTemplate } from "./deployed-template.ts";
import { findLosses, type Template } from "./destructive-change.ts";

interface Comparison {
  readonly cells: readonly CellStacks[];
  readonly assembly: CloudAssembly;
  /** Of the credentials; absent without any: then nothing can be deployed either. */
  readonly account: string | undefined;
  /** Logical ids of what may be lost; `unchecked` when it need not be known. */
  readonly allowed: ReadonlySet<string>;
}

/** Compares every cell's kept resources with what is deployed: one line for each loss that nobody allowed. */
export async function unwantedLosses({ cells, assembly, account, allowed }: Comparison): Promise<readonly string[]> {
  if (account === undefined || allowed.has("unchecked")) return [];
  const compared = await Promise.all(
    cells.map(async ({ data }) => {
      const { stackName, region } = data;
      const own = assembly.getStackByName(stackName);
      const place = { stackName, region, account: /^\d+$/.test(data.account) ? data.account : account };
      let deployed: Template | undefined;
      try {
        deployed = await lookUpTemplate(place);
      } catch (error) {
        return [unknown(place, error)];
      }
      return deployed === undefined ? [] : lossLines(stackName, deployed, own.template as Template, allowed);
    }),
  );
  return compared.flat();
}

/** One line for each loss, with the way to go on on purpose. */
export function lossLines(
  stackName: string,
  deployed: Template,
  wanted: Template,
  allowed: ReadonlySet<string>,
): readonly string[] {
  return findLosses(deployed, wanted)
    .filter(({ logicalId }) => !allowed.has(logicalId))
    .map(
      ({ logicalId, message }) => `${stackName}: ${message}. Nothing was changed; to go on: -c allowLoss=${logicalId}`,
    );
}

function unknown(
  { stackName, region, account }: { stackName: string; region: string; account: string },
  error: unknown,
) {
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return (
    `${stackName}: what is deployed in ${region} of ${account} could not be read, so nobody knows what would be lost ` +
    `(${reason}). It takes cloudformation:GetTemplate; to go on unseen: -c allowLoss=unchecked`
  );
}
