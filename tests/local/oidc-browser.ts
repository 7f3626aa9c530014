import { createHash, randomBytes } from "node:crypto";
import { TOTP } from "otpauth";

/** What the token endpoint gave. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
}

/** Anything with an address. */
export type Opened = { readonly addresses: { readonly http: string } };

/** What a form leads to. */
export interface Shown {
  readonly status: number;
  readonly text: string;
  /** Which page of the sign-in it is. */
  readonly page: string | undefined;
  readonly headers: Headers;
  /** Where the browser was sent at last, when that is out of the provider. */
  readonly sentTo: URL | undefined;
}

/** A browser without a screen: it keeps cookies, follows redirects and sends forms, to one box. */
export class OidcBrowser {
  readonly origin: string;
  readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();
  readonly verifier = randomBytes(32).toString("base64url");
  at = "";

  constructor({ addresses }: Opened, origin: string = addresses.http) {
    this.origin = origin;
  }

  /** Where signing in begins, as the pages begin it; `asked` changes single parameters, undefined leaves them out. */
  authorization(asked: Readonly<Record<string, string | undefined>> = {}): string {
    const query = {
      client_id: "anhu-pages",
      redirect_uri: `${this.origin}/`,
      response_type: "code",
      scope: "openid offline_access",
      code_challenge: createHash("sha256").update(this.verifier).digest("base64url"),
      code_challenge_method: "S256",
      state: "s1",
      ...asked,
    };
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/oidc/auth?${new URLSearchParams(given)}`;
  }

  async open(path: string): Promise<Shown> {
    return this.#follow(path, {});
  }

  /** Sends a form to the page on which the browser stands. */
  async send(fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.#follow(this.at, {
      method: "POST",
      headers: { origin: this.origin, "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Exchanges the code in an address for tokens. */
  async exchange(sentTo: URL | undefined, verifier = this.verifier): Promise<Response> {
    return this.token({
      grant_type: "authorization_code",
      code: sentTo?.searchParams.get("code") ?? "",
      redirect_uri: `${this.origin}/`,
      code_verifier: verifier,
    });
  }

  async token(fields: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(new URL("/oidc/token", this.origin), {
      method: "POST",
      headers: { origin: this.origin },
      body: new URLSearchParams({ client_id: "anhu-pages", ...fields }),
    });
  }

  /** The cookies as a real browser takes them over. */
  kept(): readonly { readonly name: string; readonly value: string; readonly domain: string; readonly path: string }[] {
    const domain = new URL(this.origin).hostname;
    return [...this.cookies].map(([name, { value, path }]) => ({ name, value, domain, path }));
  }

  async #follow(path: string, init: RequestInit): Promise<Shown> {
    let address = new URL(path, this.origin);
    let answer = await this.#request(address, init);
    for (let hops = 0; answer.headers.has("location") && hops < 10; hops++) {
      address = new URL(answer.headers.get("location") ?? "", address);
      if (!address.pathname.startsWith("/oidc/")) break;
      answer = await this.#request(address, {});
    }
    const text = await answer.text();
    const page = /data-page="([\w-]+)"/.exec(text)?.[1];
    const isOut = answer.headers.has("location") && !address.pathname.startsWith("/oidc/");
    if (page !== undefined) this.at = address.pathname;
    return { status: answer.status, text, page, headers: answer.headers, sentTo: isOut ? address : undefined };
  }

  async #request(address: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies]
      .filter(([, { path }]) => address.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const answer = await fetch(address, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /; path=([^;]+)/i.exec(line)?.[1] ?? "/";
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
    return answer;
  }
}

/** The code that an authenticator shows at that moment. */
export function codeAt(secret: string, at = Date.now()): string {
  return new TOTP({ secret }).generate({ timestamp: at });
}

/** The key that an enrolment page shows. */
export function secretOn({ text }: Shown): string {
  return (/class="secret">([A-Z2-7 ]+)</.exec(text)?.[1] ?? "").replaceAll(" ", "");
}

/** Signs in by the pages, taking every step that they ask for; a first password becomes `next`. */
export async function signedInBrowser(
  box: Opened,
  {
    login,
    password,
    next = "青山-绿水-人家-42",
  }: { readonly login: string; readonly password: string; readonly next?: string },
): Promise<{ readonly browser: OidcBrowser; readonly tokens: Tokens }> {
  const browser = new OidcBrowser(box);
  await browser.open(browser.authorization());
  let shown = await browser.send({ login, password });
  for (let steps = 0; shown.sentTo === undefined && steps < 4; steps++) {
    if (shown.status !== 200) throw new Error(`signing in as ${login} is answered with ${shown.status}: ${shown.text}`);
    if (shown.page === "change-first") shown = await browser.send({ next, again: next });
    else if (shown.page === "enrol") shown = await browser.send({ code: codeAt(secretOn(shown)) });
    else shown = await browser.send({ written: "yes" });
  }
  const answer = await browser.exchange(shown.sentTo);
  if (!answer.ok) throw new Error(`no tokens for ${login}: ${answer.status} ${await answer.text()}`);
  return { browser, tokens: (await answer.json()) as Tokens };
}
