import { createHash } from "node:crypto";
import type { Item, Json, Page, TableEngine } from "../../domain/ports.ts";
import type { Account } from "./account.ts";
import { endOf } from "./oidc-adapter.ts";
import { type Failures, forgottenAt, noFailures } from "./sign-in-pause.ts";
import { signInTable as table } from "./sign-in-table.ts";

/** The accounts of a box, and the failed attempts under each name, whether or not it has an account. */
export class AccountStore {
  readonly #engine: TableEngine;

  constructor(engine: TableEngine) {
    this.#engine = engine;
  }

  async find(login: string): Promise<Account | undefined> {
    if (login === "") return undefined;
    return accountIn(await this.#engine.get(table, { kind: "account", id: login }));
  }

  async findBySubject(subject: string): Promise<Account | undefined> {
    if (subject === "") return undefined;
    const owner = await this.#engine.get(table, { kind: "account-of", id: subject });
    return owner && this.find(String(owner.login));
  }

  /** In the order of their names. */
  async list(): Promise<readonly Account[]> {
    const accounts: Account[] = [];
    let after: string | undefined;
    do {
      const query = { partition: "account", ...(after !== undefined && { after }) };
      const page: Page = await this.#engine.query(table, query);
      for (const item of page.items) accounts.push(accountIn(item) as Account);
      after = page.next;
    } while (after !== undefined);
    return accounts;
  }

  /** `taken` when the name is in use, or the person has an account. */
  async add(account: Account): Promise<"added" | "taken"> {
    const owner: Item = { kind: "account-of", id: account.subject, login: account.login };
    const outcome = await this.#engine.write([
      { kind: "put", table, item: itemOf(account), when: { absent: true } },
      { kind: "put", table, item: owner, when: { absent: true } },
    ]);
    return outcome.kind === "written" ? "added" : "taken";
  }

  /** Writes the next version; `conflict` when somebody else wrote it since it was read. */
  async save(account: Account): Promise<"saved" | "conflict"> {
    const when = { attribute: "version", equals: account.version - 1 };
    const outcome = await this.#engine.write([{ kind: "put", table, item: itemOf(account), when }]);
    return outcome.kind === "written" ? "saved" : "conflict";
  }

  /** Of a person, whatever stood under their name. `none`: they had none. */
  async remove(subject: string): Promise<"done" | "none"> {
    const owner = await this.#engine.get(table, { kind: "account-of", id: subject });
    if (owner === undefined) return "none";
    const login = String(owner.login);
    await this.#engine.write(
      [
        { kind: "account", id: login },
        { kind: "account-of", id: subject },
        { kind: "pause", id: nameOf(login) },
      ].map((key) => ({ kind: "delete", table, key })),
    );
    return "done";
  }

  async failuresOf(login: string): Promise<Failures> {
    const item = await this.#engine.get(table, { kind: "pause", id: nameOf(login) });
    return (item?.failures as unknown as Failures | undefined) ?? noFailures;
  }

  async saveFailures(login: string, failures: Failures): Promise<void> {
    const id = nameOf(login);
    await this.#engine.write([
      failures.count === 0
        ? { kind: "delete", table, key: { kind: "pause", id } }
        : {
            kind: "put",
            table,
            item: { kind: "pause", id, failures: { ...failures }, ...endOf(forgottenAt(failures)) },
          },
    ]);
  }
}

/** Whatever was typed becomes a key of fixed length; a password typed in the wrong field is kept nowhere. */
function nameOf(login: string): string {
  return createHash("sha256").update(login).digest("base64url");
}

function itemOf(account: Account): Item {
  const body = JSON.parse(JSON.stringify(account)) as Json;
  return { kind: "account", id: account.login, version: account.version, account: body };
}

function accountIn(item: Item | undefined): Account | undefined {
  return item?.account as unknown as Account | undefined;
}
