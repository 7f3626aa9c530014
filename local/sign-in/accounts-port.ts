import { nobodysAccounts } from "../../adapters/accounts/nobodys.ts";
import type { AccountsPort } from "../../domain/ports.ts";
import type { SignInOfBox } from "./open-sign-in.ts";

/**
 * The accounts of a box as its functions see them: to delete one for good. Whoever is disabled is kept out by the sign-in
 * itself, which asks the table of people.
 */
export function accountsOfBox({ removeAccount }: Pick<SignInOfBox, "removeAccount">): AccountsPort {
  return { ...nobodysAccounts, remove: removeAccount };
}
