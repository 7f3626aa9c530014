import { describe, expect, test } from "vitest";
import type { Box } from "../../../local/box.ts";
import { post, startedBox } from "../box-under-test.ts";
import { codeAt, OidcBrowser, type Shown, secretOn } from "../oidc-browser.ts";

const password = "青山绿水旧人家-58";
const nurse = { login: "li", password };

async function withNurse(): Promise<Box> {
  const box = await startedBox();
  const roles = [{ role: "nurse", facilityId: "home" }] as const;
  await box.signIn?.accounts.add({ login: "li", personId: "p-li", name: "李秀梅", roles, password });
  return box;
}

async function begun(box: Box): Promise<{ readonly browser: OidcBrowser; readonly shown: Shown }> {
  const browser = new OidcBrowser(box);
  await browser.open(browser.authorization());
  return { browser, shown: await browser.send(nurse) };
}

async function reset(box: Box, secondFactor: boolean): Promise<string> {
  return (await post(box, "/api/accounts/li", { do: "reset", secondFactor })).body.firstPassword;
}

describe("a reset ends a sign-in under way", () => {
  test("before the authenticator is set up", async () => {
    const box = await withNurse();
    const { browser, shown } = await begun(box);
    expect(shown.page).toBe("enrol");
    await reset(box, true);
    expect((await browser.send({ code: codeAt(secretOn(shown)) })).page).toBe("sign-in");
    expect(await box.signIn?.accounts.list()).toMatchObject([{ login: "li", hasSecondFactor: false }]);
  });

  test("before the code is shown", async () => {
    const box = await withNurse();
    const first = await begun(box);
    const secret = secretOn(first.shown);
    await first.browser.send({ code: codeAt(secret) });
    const { browser, shown } = await begun(box);
    expect(shown.page).toBe("code");
    await reset(box, false);
    const answer = await browser.send({ code: codeAt(secret, Date.now() + 30_000) });
    expect(answer).toMatchObject({ page: "sign-in", sentTo: undefined });
  });

  test("before the recovery codes are written down, and shows no new ones", async () => {
    const box = await withNurse();
    const { browser, shown } = await begun(box);
    expect((await browser.send({ code: codeAt(secretOn(shown)) })).page).toBe("recovery");
    await reset(box, false);
    expect((await browser.open(browser.at)).page).toBe("sign-in");
    expect(await browser.send({ written: "yes" })).toMatchObject({ page: "sign-in", sentTo: undefined });
  });

  test("before one's own password is chosen", async () => {
    const box = await withNurse();
    const given = await reset(box, false);
    const browser = new OidcBrowser(box);
    await browser.open(browser.authorization());
    expect((await browser.send({ login: "li", password: given })).page).toBe("change-first");
    await reset(box, false);
    const next = "一只花猫爬上了屋顶！";
    expect((await browser.send({ next, again: next })).page).toBe("sign-in");
    expect(await box.signIn?.accounts.list()).toMatchObject([{ login: "li", mustChangePassword: true }]);
  });

  test("and a first password alone sets no other where there is an authenticator", async () => {
    const box = await withNurse();
    const { browser: own, shown } = await begun(box);
    const secret = secretOn(shown);
    await own.send({ code: codeAt(secret) });
    await own.send({ written: "yes" });
    const given = await reset(box, false);
    const browser = new OidcBrowser(box);
    await browser.open(browser.authorization());
    expect((await browser.send({ login: "li", password: given })).page).toBe("code");
    expect((await browser.send({ code: codeAt(secret, Date.now() + 30_000) })).page).toBe("change-first");
    const next = "一只花猫爬上了屋顶！";
    expect((await browser.send({ next, again: next })).sentTo).toBeDefined();
  });

  test("that waits for nothing but its last redirect", async () => {
    const box = await withNurse();
    const { browser, shown } = await begun(box);
    await browser.send({ code: codeAt(secretOn(shown)) });
    const cookie = [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join("; ");
    const last = await fetch(new URL(browser.at, browser.origin), {
      method: "POST",
      redirect: "manual",
      headers: { origin: browser.origin, cookie },
      body: new URLSearchParams({ written: "yes" }),
    });
    const resumed = new URL(last.headers.get("location") ?? "", browser.origin).pathname;
    expect(resumed).toMatch(/^\/oidc\/auth\//);
    await reset(box, true);
    expect((await browser.open(resumed)).sentTo).toBeUndefined();
  });
});

describe("the page for a new password", () => {
  const next = "一只花猫爬上了屋顶！";

  async function change(box: Box, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const browser = new OidcBrowser(box);
    await browser.open("/oidc/password");
    browser.at = "/oidc/password";
    return browser.send({ ...nurse, next, again: next, ...fields });
  }

  test("asks for a code where the account has an authenticator", async () => {
    const box = await withNurse();
    const { browser, shown } = await begun(box);
    const secret = secretOn(shown);
    await browser.send({ code: codeAt(secret) });
    expect(await change(box, {})).toMatchObject({ status: 401, page: "change" });
    expect(await change(box, { code: "000000" })).toMatchObject({ status: 401, page: "change" });
    const code = codeAt(secret, Date.now() + 30_000);
    expect(await change(box, { code, next: "short", again: "short" })).toMatchObject({ status: 422, page: "change" });
    expect(await change(box, { code })).toMatchObject({ status: 200, page: "changed" });
  });

  test("asks for none where it has none", async () => {
    expect(await change(await withNurse(), {})).toMatchObject({ status: 200, page: "changed" });
  });
});
