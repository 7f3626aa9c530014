import { request } from "node:http";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import type { Box } from "../../../local/box.ts";
import { get, startedBox } from "../box-under-test.ts";
import { OidcBrowser, signedInBrowser } from "../oidc-browser.ts";

const password = "青山绿水旧人家-58";

async function withCarer(options: Parameters<typeof startedBox>[0] = {}): Promise<Box> {
  const box = await startedBox(options);
  await box.signIn?.accounts.add({ login: "li", personId: "p-li", name: "李秀梅", password });
  return box;
}

async function meOf(box: Box, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(new URL("/api/me", box.addresses.http), { headers })).status;
}

const li = { login: "li", password };

describe("authorization code with PKCE", () => {
  test("gives a short-lived token of this box for its API, with nothing in it but who it is", async () => {
    const box = await withCarer();
    const { tokens } = await signedInBrowser(box, li);
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({ iss: `${box.addresses.http}/oidc`, aud: "anhu-api", sub: "p-li" });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    expect(Object.keys(claims).toSorted()).toEqual(
      ["aud", "client_id", "exp", "grant", "iat", "iss", "jti", "sub"].toSorted(),
    );
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: "ES256", typ: "at+jwt" });
    expect(await meOf(box, tokens.access_token)).toBe(200);
    expect(await meOf(box, tokens.id_token)).toBe(401);
    expect(await meOf(box, tokens.refresh_token)).toBe(401);
  });

  test.each([
    ["without a challenge", { code_challenge: undefined, code_challenge_method: undefined }],
    ["with the challenge in plain", { code_challenge_method: "plain" }],
    ["for another flow", { response_type: "token" }],
    ["for the hybrid flow", { response_type: "code id_token", nonce: "n" }],
  ])("is given to nobody %s", async (_what, asked) => {
    const browser = new OidcBrowser(await withCarer());
    const shown = await browser.open(browser.authorization(asked));
    expect(shown.page).not.toBe("sign-in");
    expect(shown.sentTo?.searchParams.get("code") ?? null).toBeNull();
  });

  test.each([
    "https://evil.example/",
    "http://127.0.0.1:1/",
    "//evil.example/",
    "javascript:alert(1)",
    "{own}/elsewhere",
    "{own}.evil.example/",
    "{own}@evil.example/",
  ])("sends nobody to %s", async (redirect) => {
    const browser = new OidcBrowser(await withCarer());
    const target = redirect.replace("{own}", browser.origin);
    const shown = await browser.open(browser.authorization({ redirect_uri: target }));
    expect(shown.sentTo).toBeUndefined();
    expect(shown).toMatchObject({ status: 400, page: "failed" });
  });

  test("sends nobody elsewhere after the sign-out", async () => {
    const box = await withCarer();
    const { browser, tokens } = await signedInBrowser(box, li);
    const query = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: "https://evil.example/",
    });
    expect(await browser.open(`/oidc/session/end?${query}`)).toMatchObject({ status: 400, sentTo: undefined });
  });

  test("a code is good once; whoever shows it again ends what it gave", async () => {
    const box = await withCarer();
    const browser = new OidcBrowser(box);
    await browser.open(browser.authorization());
    const { sentTo } = await browser.send(li);
    const first = (await (await browser.exchange(sentTo)).json()) as { access_token: string; refresh_token: string };
    const again = await browser.exchange(sentTo);
    expect([again.status, ((await again.json()) as { error: string }).error]).toEqual([400, "invalid_grant"]);
    expect(await meOf(box, first.access_token)).toBe(401);
    expect((await browser.token({ grant_type: "refresh_token", refresh_token: first.refresh_token })).status).toBe(400);
  });

  test("a code is worth nothing without the verifier that it was asked with", async () => {
    const browser = new OidcBrowser(await withCarer());
    await browser.open(browser.authorization());
    const { sentTo } = await browser.send(li);
    expect((await browser.exchange(sentTo, "another-verifier-of-the-right-length-aaaaaaaaaaaa")).status).toBe(400);
  });

  test("of two who show one code at once, one is refused", async () => {
    const browser = new OidcBrowser(await withCarer());
    await browser.open(browser.authorization());
    const { sentTo } = await browser.send(li);
    const answers = await Promise.all([browser.exchange(sentTo), browser.exchange(sentTo)]);
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
  });
});

describe("refresh", () => {
  const refresh = (browser: OidcBrowser, token: string) =>
    browser.token({ grant_type: "refresh_token", refresh_token: token });

  test("gives new tokens and takes the old one back", async () => {
    const box = await withCarer();
    const { browser, tokens } = await signedInBrowser(box, li);
    const next = (await (await refresh(browser, tokens.refresh_token)).json()) as typeof tokens;
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect(await meOf(box, next.access_token)).toBe(200);
  });

  test("a token that comes back after it was used ends the session of who stole it and of who owned it", async () => {
    const box = await withCarer();
    const { browser, tokens } = await signedInBrowser(box, li);
    const next = (await (await refresh(browser, tokens.refresh_token)).json()) as typeof tokens;
    expect((await refresh(browser, tokens.refresh_token)).status).toBe(400);
    expect((await refresh(browser, next.refresh_token)).status).toBe(400);
    expect(await meOf(box, next.access_token)).toBe(401);
  });

  test("of two that come at once, one is refused", async () => {
    const { browser, tokens } = await signedInBrowser(await withCarer(), li);
    const answers = await Promise.all([refresh(browser, tokens.refresh_token), refresh(browser, tokens.refresh_token)]);
    expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
  });

  test("holds over a restart, and so does the session", async () => {
    const box = await withCarer();
    const { browser, tokens } = await signedInBrowser(box, li);
    const httpPort = Number(new URL(box.addresses.http).port);
    await box.stop();
    const again = await startedBox({ dataFolder: box.dataFolder, httpPort });
    expect(await meOf(again, tokens.access_token)).toBe(200);
    expect((await refresh(browser, tokens.refresh_token)).status).toBe(200);
    expect((await browser.open(browser.authorization())).sentTo?.searchParams.get("code")).toBeTruthy();
  });

  test("is refused once the token is revoked", async () => {
    const { browser, tokens } = await signedInBrowser(await withCarer(), li);
    const revoked = await fetch(new URL("/oidc/token/revocation", browser.origin), {
      method: "POST",
      body: new URLSearchParams({ client_id: "anhu-pages", token: tokens.refresh_token }),
    });
    expect(revoked.status).toBe(200);
    expect((await refresh(browser, tokens.refresh_token)).status).toBe(400);
  });
});

describe("signing out", () => {
  test("ends session, access token and refresh token at once", async () => {
    const box = await withCarer();
    const { browser, tokens } = await signedInBrowser(box, li);
    const query = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: `${browser.origin}/`,
    });
    const asked = await browser.open(`/oidc/session/end?${query}`);
    // Who shows the ID token of this session is not asked again.
    expect(asked.page).toBe("sign-out");
    expect(asked.text).toContain("data-press");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.text)?.[1] ?? "";
    browser.at = "/oidc/session/end/confirm";
    expect((await browser.send({ xsrf, logout: "yes" })).sentTo?.href).toBe(`${browser.origin}/`);
    expect(await meOf(box, tokens.access_token)).toBe(401);
    expect((await browser.token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token })).status).toBe(
      400,
    );
    expect((await browser.open(browser.authorization())).page).toBe("sign-in");
  });

  test("is asked of who comes without proof of the session: no foreign page signs anybody out", async () => {
    const box = await withCarer();
    const { browser, tokens } = await signedInBrowser(box, li);
    const asked = await browser.open("/oidc/session/end");
    expect(asked.page).toBe("sign-out");
    expect(asked.text).not.toContain("data-press");
    browser.at = "/oidc/session/end/confirm";
    await browser.send({ xsrf: "guessed", logout: "yes" });
    expect(await meOf(box, tokens.access_token)).toBe(200);
  });
});

describe("the session", () => {
  test("gets a new name when somebody signs in: one that was planted before is worth nothing", async () => {
    const box = await withCarer();
    const victim = new OidcBrowser(box);
    const first = await signedInBrowser(box, li);
    const planted = new Map(first.browser.cookies);
    const name = [...planted.keys()].find((key) => /^anhu_[0-9a-f]+$/.test(key)) ?? "";
    for (const [key, cookie] of planted) victim.cookies.set(key, cookie);
    await victim.open(victim.authorization({ prompt: "login" }));
    await victim.send(li);
    expect(victim.cookies.get(name)?.value).not.toBe(planted.get(name)?.value);
    const attacker = new OidcBrowser(box);
    for (const [key, cookie] of planted) attacker.cookies.set(key, cookie);
    expect((await attacker.open(attacker.authorization())).page).toBe("sign-in");
  });

  test("a sign-in that somebody else began cannot be finished in another browser", async () => {
    const box = await withCarer();
    const attacker = new OidcBrowser(box);
    const shown = await attacker.open(attacker.authorization());
    expect(shown.page).toBe("sign-in");
    const victim = new OidcBrowser(box);
    victim.at = attacker.at;
    expect(await victim.send(li)).toMatchObject({ status: 400, page: "failed", sentTo: undefined });
  });

  test("its cookies are for the provider alone and out of reach of scripts", async () => {
    const browser = new OidcBrowser(await withCarer());
    const answer = await fetch(new URL(browser.authorization(), browser.origin), { redirect: "manual" });
    for (const cookie of answer.headers.getSetCookie()) {
      expect(cookie).toMatch(/; path=\/oidc/i);
      expect(cookie).toMatch(/; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
    }
    expect(answer.headers.getSetCookie().length).toBeGreaterThan(0);
  });
});

describe("forms", () => {
  test.each([
    ["another site", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
  ])("of %s change nothing", async (_who, headers) => {
    const browser = new OidcBrowser(await withCarer());
    await browser.open(browser.authorization());
    expect((await browser.send(li, headers)).status).toBe(403);
    expect((await browser.send(li)).sentTo).toBeDefined();
  });

  test("that are too long are refused", async () => {
    const browser = new OidcBrowser(await withCarer());
    await browser.open(browser.authorization());
    expect((await browser.send({ login: "li", password: "x".repeat(20_000) })).status).toBe(413);
  });

  test("pages carry a policy without inline scripts, and what was typed cannot become markup", async () => {
    const browser = new OidcBrowser(await withCarer());
    const shown = await browser.open(browser.authorization());
    expect(shown.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(shown.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(shown.headers.get("x-frame-options")).toBe("DENY");
    const wrong = await browser.send({ login: '"><script>alert(1)</script>', password: "x" });
    expect(wrong.text).not.toContain("<script>alert");
    expect(wrong.text).toContain("&#60;script&#62;");
  });
});

test("every name of loopback signs in at itself, and no other name does", async () => {
  const box = await withCarer();
  const byName = box.addresses.http.replace("127.0.0.1", "localhost");
  const browser = new OidcBrowser(box, byName);
  await browser.open(browser.authorization());
  const { sentTo } = await browser.send(li);
  expect(sentTo?.origin).toBe(byName);
  const { access_token: token } = (await (await browser.exchange(sentTo)).json()) as { access_token: string };
  expect(decodeJwt(token).iss).toBe(`${byName}/oidc`);
  expect(await meOf(box, token)).toBe(200);
  expect((await get(box, "/oidc/.well-known/openid-configuration")).issuer).toBe(`${box.addresses.http}/oidc`);
});

test.each(["/oidc/password", "/oidc/.well-known/openid-configuration", "/api/health"])(
  "a host with a port that cannot be is a bad request at %s",
  async (path) => {
    const { port } = new URL((await startedBox()).addresses.http);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: "localhost:99999" };
      request({ host: "127.0.0.1", port, path, headers }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(400);
  },
);
