import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, onTestFinished, test } from "vitest";
import { cognitoAccounts } from "../../adapters/accounts/cognito.ts";
import { nobodysAccounts } from "../../adapters/accounts/nobodys.ts";
import { clientSettings, motoEndpoint } from "../aws-emulators.ts";

/** A pool as the template makes it, with one account. */
async function poolWithAccount() {
  const client = new CognitoIdentityProviderClient({ ...clientSettings(motoEndpoint as string), maxAttempts: 1 });
  const sent: string[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        sent.push(String(commandName));
        return next(args);
      },
    { step: "initialize" },
  );
  onTestFinished(() => client.destroy());
  const created = await client.send(new CreateUserPoolCommand({ PoolName: "anhu", UsernameAttributes: ["email"] }));
  const UserPoolId = created.UserPool?.Id ?? "";
  const { User } = await client.send(new AdminCreateUserCommand({ UserPoolId, Username: "li@example.org" }));
  const subject = User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
  sent.length = 0;
  const isOpen = async () =>
    (await client.send(new AdminGetUserCommand({ UserPoolId, Username: "li@example.org" }))).Enabled;
  return { accounts: cognitoAccounts(client, UserPoolId), subject, isOpen, sent };
}

describe.skipIf(motoEndpoint === undefined)("accounts of a Cognito user pool (moto)", () => {
  test("an account is closed by its subject before its sessions end, as often as one asks, and opened again", async () => {
    const { accounts, subject, isOpen, sent } = await poolWithAccount();
    expect(await accounts.close(subject)).toBe("done");
    expect(sent).toEqual(["AdminDisableUserCommand", "AdminUserGlobalSignOutCommand"]);
    expect(await isOpen()).toBe(false);
    expect(await accounts.close(subject)).toBe("done");
    expect(await accounts.reopen(subject)).toBe("done");
    expect(await isOpen()).toBe(true);
  });

  test("who has no account is nobody to keep out", async () => {
    const { accounts, isOpen } = await poolWithAccount();
    expect(await accounts.close("0b0f2a3e-0000-4000-8000-000000000000")).toBe("none");
    expect(await accounts.reopen("0b0f2a3e-0000-4000-8000-000000000000")).toBe("none");
    expect(await isOpen()).toBe(true);
  });
});

test("a pool that does not answer rejects: whoever asked must ask again", async () => {
  const settings = { ...clientSettings("http://127.0.0.1:9"), maxAttempts: 1 };
  const client = new CognitoIdentityProviderClient(settings);
  onTestFinished(() => client.destroy());
  await expect(cognitoAccounts(client, "us-east-1_1").close("li")).rejects.toThrow();
});

test("an external issuer takes no word from here", async () => {
  expect([await nobodysAccounts.close("li"), await nobodysAccounts.reopen("li")]).toEqual(["none", "none"]);
});
