import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../local/box-under-test.ts";
import { codeAt, OidcBrowser, secretOn } from "../local/oidc-browser.ts";
import { anhu, type ChildBox, childBox, type Ended } from "./child-box.ts";

const own = "青山-绿水-人家-42";
/** That of the test that runs. */
let box: ChildBox;

async function startBox(): Promise<void> {
  box = await childBox(join(temporaryFolder(), "data"));
}

async function account(...args: readonly string[]): Promise<Ended> {
  return anhu("account", ...args, "--box", box.addresses.http);
}

async function firstPasswordOf(args: readonly string[]): Promise<string> {
  const ended = await account(...args, "--json");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  return JSON.parse(ended.stdout).firstPassword as string;
}

async function accountOf(login: string) {
  const { stdout } = await account("list", "--json");
  return JSON.parse(stdout).items.find((each: { readonly login: string }) => each.login === login);
}

/** Where a password leads. */
async function pageAfter(login: string, password: string) {
  const browser = new OidcBrowser(box);
  await browser.open(browser.authorization());
  return { browser, shown: await browser.send({ login, password }) };
}

test("makes the first operator, whom a second factor and a password of their own are asked for before anything opens", async () => {
  await startBox();
  const first = await firstPasswordOf(["add", "--operator", "--login", "boss", "--name", "孙宇"]);
  const { browser, shown } = await pageAfter("boss", first);
  expect(shown.page).toBe("change-first");
  const enrol = await browser.send({ next: own, again: own });
  expect([enrol.page, enrol.sentTo]).toEqual(["enrol", undefined]);
  expect((await browser.send({ code: "000000" })).sentTo).toBeUndefined();
  const codes = await browser.send({ code: codeAt(secretOn(enrol)) });
  expect([codes.page, codes.sentTo]).toEqual(["recovery", undefined]);
  const { sentTo } = await browser.send({ written: "yes" });
  const { access_token: token } = (await (await browser.exchange(sentTo)).json()) as { readonly access_token: string };
  const me = await fetch(new URL("/api/me", box.addresses.http), { headers: { authorization: `Bearer ${token}` } });
  expect(await me.json()).toMatchObject({ name: "孙宇", roles: [{ role: "operator" }] });
  expect(await accountOf("boss")).toMatchObject({ state: "open", hasSecondFactor: true, mustChangePassword: false });
  expect((await pageAfter("boss", own)).shown.page).toBe("code");
});

test("makes no two accounts of one name, and says so", async () => {
  await startBox();
  await firstPasswordOf(["add", "--login", "twice", "--name", "甲"]);
  const again = await account("add", "--login", "Twice", "--name", "乙");
  expect(again).toMatchObject({ code: 1, stdout: "" });
  expect(again.stderr).toContain("is taken; nothing was changed");
  const { stdout } = await anhu("person", "list", "--json", "--box", box.addresses.http);
  expect(stdout).not.toContain("乙");
});

test("takes either somebody new or somebody registered, and says how", async () => {
  await startBox();
  const neither = await account("add", "--login", "x");
  expect(neither).toMatchObject({ code: 2, stdout: "" });
  expect(neither.stderr).toContain("--person");
});

test("locks and opens an account", async () => {
  await startBox();
  const first = await firstPasswordOf(["add", "--login", "carer", "--name", "李秀梅"]);
  expect((await account("lock", "carer")).code).toBe(0);
  expect(await accountOf("carer")).toMatchObject({ state: "locked" });
  expect((await pageAfter("carer", first)).shown.page).toBe("sign-in");
  expect((await account("unlock", "carer")).code).toBe(0);
  expect((await pageAfter("carer", first)).shown.page).toBe("change-first");
});

test("gives a new password for one use, and the old one opens nothing", async () => {
  await startBox();
  const first = await firstPasswordOf(["add", "--login", "nurse", "--name", "陈静", "--operator"]);
  const { browser } = await pageAfter("nurse", first);
  const enrol = await browser.send({ next: own, again: own });
  const secret = secretOn(enrol);
  await browser.send({ code: codeAt(secret) });
  const kept = await firstPasswordOf(["reset", "nurse"]);
  expect((await pageAfter("nurse", own)).shown.page).toBe("sign-in");
  expect(await accountOf("nurse")).toMatchObject({ hasSecondFactor: true, mustChangePassword: true });
  const again = await pageAfter("nurse", kept);
  expect(again.shown.page).toBe("code");
  expect((await again.browser.send({ code: codeAt(secret, Date.now() + 30_000) })).page).toBe("change-first");
  const next = "另一个-青山-绿水-43";
  expect((await again.browser.send({ next, again: next })).page).not.toBe("change-first");
  await firstPasswordOf(["reset", "nurse", "--second-factor"]);
  expect(await accountOf("nurse")).toMatchObject({ hasSecondFactor: false });
});

test("refuses to change what nobody has", async () => {
  await startBox();
  const ended = await account("lock", "nobody");
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).not.toBe("");
});
