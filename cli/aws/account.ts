import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Cell } from "../../contracts/cell.ts";
import { CommandFailedError } from "../failure.ts";
import { attemptIn, clientOptions } from "./attempt.ts";

export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Who the credentials are; refused when the cell belongs to another account. */
export async function callerOf(cell: Cell): Promise<Caller> {
  const client = new STSClient(clientOptions(cell));
  const { Account = "", Arn = "" } = await attemptIn(cell)("sts:GetCallerIdentity", () =>
    client.send(new GetCallerIdentityCommand({})),
  );
  if (cell.account === undefined || cell.account === Account) return { account: Account, arn: Arn };
  throw new CommandFailedError(
    {
      zh: `这些凭证属于账户 ${Account}，而单元 ${cell.name} 在账户 ${cell.account}：请切换 AWS_PROFILE`,
      en: `these credentials are of account ${Account}, the cell ${cell.name} is in ${cell.account}: choose another AWS_PROFILE`,
    },
    { kind: "denied", facts: { account: Account, expected: cell.account } },
  );
}
