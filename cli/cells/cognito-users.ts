import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  paginateListUserPools,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Cell, userPoolName } from "../../contracts/cell.ts";
import { attemptIn, clientOptions, isAwsError } from "../aws/attempt.ts";
import { CommandFailedError } from "../failure.ts";

/** Those who sign in at a cell's own user pool. */
export interface CognitoUsers {
  /** The subject of the user with this address; who is not there yet is invited by e-mail. */
  subjectOf(email: string): Promise<{ readonly subject: string; readonly isNew: boolean }>;
  /** No new tokens are given to them, or again. */
  allow(subject: string, isAllowed: boolean): Promise<void>;
}

export async function cognitoUsers(cell: Cell): Promise<CognitoUsers> {
  const client = new CognitoIdentityProviderClient(clientOptions(cell));
  const attempt = attemptIn(cell);
  const UserPoolId = await poolOf(cell, client);

  async function created(email: string): Promise<string | undefined> {
    const UserAttributes = [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
    ];
    const command = new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      UserAttributes,
      DesiredDeliveryMediums: ["EMAIL"],
    });
    try {
      return subjectIn((await client.send(command)).User?.Attributes);
    } catch (error) {
      if (isAwsError(error, "UsernameExistsException")) return undefined;
      throw error;
    }
  }

  return {
    async subjectOf(email) {
      const made = await attempt("cognito-idp:AdminCreateUser", () => created(email));
      if (made !== undefined) return { subject: made, isNew: true };
      const known = await attempt("cognito-idp:AdminGetUser", () =>
        client.send(new AdminGetUserCommand({ UserPoolId, Username: email })),
      );
      const subject = subjectIn(known.UserAttributes);
      if (subject === undefined) throw new Error(`the user ${email} has no subject`);
      return { subject, isNew: false };
    },
    async allow(subject, isAllowed) {
      const user = { UserPoolId, Username: subject };
      if (isAllowed) {
        await attempt("cognito-idp:AdminEnableUser", () => client.send(new AdminEnableUserCommand(user)));
        return;
      }
      await attempt("cognito-idp:AdminDisableUser", () => client.send(new AdminDisableUserCommand(user)));
      await attempt("cognito-idp:AdminUserGlobalSignOut", () => client.send(new AdminUserGlobalSignOutCommand(user)));
    },
  };
}

async function poolOf(cell: Cell, client: CognitoIdentityProviderClient): Promise<string> {
  const pool = await attemptIn(cell)("cognito-idp:ListUserPools", async () => {
    for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 })) {
      const found = UserPools.find(({ Name }) => Name === userPoolName);
      if (found !== undefined) return found.Id;
    }
    return undefined;
  });
  if (pool !== undefined) return pool;
  throw new CommandFailedError({
    zh: `${cell.region} 没有用户池 ${userPoolName}：请先部署单元 ${cell.name}（npx cdk deploy --all）`,
    en: `there is no user pool ${userPoolName} in ${cell.region}: deploy the cell ${cell.name} first (npx cdk deploy --all)`,
  });
}

function subjectIn(attributes: readonly AttributeType[] = []): string | undefined {
  return attributes.find(({ Name }) => Name === "sub")?.Value;
}
