import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AccountsPort } from "../../domain/ports.ts";

/**
 * Accounts of a Cognito user pool. Closed first, then signed out everywhere: no session begins in between. Access tokens
 * that are out are taken by whoever looks at signature and time alone until they end; the service itself asks its table of
 * people at every request.
 */
export function cognitoAccounts(client: CognitoIdentityProviderClient, userPoolId: string): AccountsPort {
  const account = (subject: string) => ({ UserPoolId: userPoolId, Username: subject });
  return {
    close: (subject) =>
      unlessUnknown(async () => {
        await client.send(new AdminDisableUserCommand(account(subject)));
        await client.send(new AdminUserGlobalSignOutCommand(account(subject)));
      }),
    reopen: (subject) =>
      unlessUnknown(async () => {
        await client.send(new AdminEnableUserCommand(account(subject)));
      }),
    remove: (subject) =>
      unlessUnknown(async () => {
        await client.send(new AdminUserGlobalSignOutCommand(account(subject)));
        await client.send(new AdminDeleteUserCommand(account(subject)));
      }),
  };
}

/** People may be registered before they have an account, and operators delete accounts in Cognito itself. */
async function unlessUnknown(work: () => Promise<void>): Promise<"done" | "none"> {
  try {
    await work();
    return "done";
  } catch (error) {
    if (error instanceof UserNotFoundException) return "none";
    throw error;
  }
}
