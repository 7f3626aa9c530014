import { expect, test } from "vitest";
import { post, startedBox } from "../box-under-test.ts";
import { signedInBrowser } from "../oidc-browser.ts";

const li = { login: "li", password: "青山绿水旧人家-58" };

test("what was given to somebody before they were disabled stays worthless when they are enabled", async () => {
  const box = await startedBox();
  await box.signIn?.accounts.add({ ...li, personId: "p-li", name: "李秀梅" });
  const { browser, tokens } = await signedInBrowser(box, li);
  const me = async (token: string): Promise<number> =>
    (await fetch(new URL("/api/me", browser.origin), { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await me(tokens.access_token)).toBe(200);
  expect((await post(box, "/api/people/p-li", { name: "李秀" })).status).toBe(200);
  expect(await me(tokens.access_token)).toBe(200);
  for (const disabled of [true, false]) expect((await post(box, "/api/people/p-li", { disabled })).status).toBe(200);
  expect(await me(tokens.access_token)).toBe(401);
  const refreshed = await browser.token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
  expect(refreshed.status).toBe(400);
  expect((await browser.open(browser.authorization())).page).toBe("sign-in");
  expect(await me((await signedInBrowser(box, li)).tokens.access_token)).toBe(200);
});

test("whoever gets a role that asks for a second factor signs in again and sets one up", async () => {
  const box = await startedBox();
  const carer = [{ role: "carer", facilityId: "home" }] as const;
  await box.signIn?.accounts.add({ ...li, personId: "p-li", name: "李秀梅", roles: carer });
  const { browser, tokens } = await signedInBrowser(box, li);
  const me = async (): Promise<number> =>
    (await fetch(new URL("/api/me", browser.origin), { headers: { authorization: `Bearer ${tokens.access_token}` } }))
      .status;
  expect(await me()).toBe(200);
  expect((await post(box, "/api/people/p-li", { roles: [{ role: "operator" }] })).status).toBe(200);
  expect(await me()).toBe(401);
  const refreshed = await browser.token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
  expect(refreshed.status).toBe(400);
  expect((await browser.open(browser.authorization())).page).toBe("sign-in");
  expect((await browser.send(li)).page).toBe("enrol");
});
