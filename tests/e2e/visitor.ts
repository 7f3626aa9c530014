import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Relation, RoleAt } from "../../domain/model/person.ts";
import type { Box } from "../../local/box.ts";
import { signedInBrowser, type Tokens } from "../local/oidc-browser.ts";
import { openPage } from "./chromium.ts";

export interface NewVisitor {
  readonly name: string;
  readonly roles: readonly RoleAt[];
  readonly relations?: readonly Relation[];
}

/** Somebody with an account on the box who is signed in already; each page of theirs has a session of its own device. */
export interface Visitor {
  readonly personId: string;
  readonly login: string;
  readonly password: string;
  readonly tokens: Tokens;
  /** A page of a workstation at which they have signed in: it goes through the provider, and is asked nothing. */
  openPage(
    browser: Browser,
    settings?: Readonly<Record<string, unknown>>,
    options?: BrowserContextOptions,
  ): Promise<Page>;
}

/** Makes somebody with an account and signs them in by the real forms, second factor and all: once, without a browser. */
export async function newVisitor(box: Box, { name, roles, relations = [] }: NewVisitor): Promise<Visitor> {
  const personId = `p-${randomUUID()}`;
  const login = `u${personId.slice(-12)}`;
  const password = "青山绿水旧人家-58";
  const added = await box.signIn?.accounts.add({ login, personId, name, roles, relations, password });
  if (added?.kind !== "added") throw new Error(`no account for ${name}: ${added?.kind}`);
  const { browser: kept, tokens } = await signedInBrowser(box, { login, password });
  return {
    personId,
    login,
    password,
    tokens,
    async openPage(browser, settings, options) {
      const page = await openPage(browser, settings, options);
      await page
        .context()
        .addCookies(kept.kept().map((cookie) => ({ ...cookie, httpOnly: true, sameSite: "Lax" as const })));
      return page;
    },
  };
}
