import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { cognitoAccounts } from "../../../adapters/accounts/cognito.ts";
import { nobodysAccounts } from "../../../adapters/accounts/nobodys.ts";
import type { AccountsPort } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";
import { noUserPool, variable } from "./environment.ts";

/** The accounts of the cell's user pool, or nobody's where an external issuer signs people in. */
export function cloudAccounts(): AccountsPort {
  const userPoolId = variable("ANHU_USER_POOL");
  if (userPoolId === noUserPool) return nobodysAccounts;
  return cognitoAccounts(new CognitoIdentityProviderClient(clientSettings), userPoolId);
}
