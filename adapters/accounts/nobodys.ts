import type { AccountsPort } from "../../domain/ports.ts";

/**
 * Accounts in which the service has no say: those of an external issuer, whose sessions go on, and those of a box, which
 * itself asks the table of people before it signs anybody in or renews a session.
 */
export const nobodysAccounts: AccountsPort = {
  close: async () => "none",
  reopen: async () => "none",
  remove: async () => "none",
};
