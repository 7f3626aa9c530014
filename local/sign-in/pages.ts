import { encode } from "uqr";
import type { DemoPerson } from "./demo-people.ts";
import { type Html, html } from "./html.ts";
import { faultText, type Language, type PageWords, pageWords, type StepFault } from "./page-words.ts";
import { leastLength } from "./password-rules.ts";

/** What one of the sign-in pages shows. */
export type SignInPage =
  | { readonly kind: "sign-in"; readonly login?: string; readonly demo?: readonly DemoPerson[] }
  | { readonly kind: "join"; readonly code?: string; readonly login?: string }
  | { readonly kind: "code" }
  | { readonly kind: "enrol"; readonly secret: string; readonly uri: string }
  | { readonly kind: "recovery"; readonly codes: readonly string[] }
  | { readonly kind: "change-first"; readonly login: string }
  | { readonly kind: "change" }
  | { readonly kind: "changed" }
  | { readonly kind: "sign-out"; readonly form: Html; readonly isAsked: boolean }
  | { readonly kind: "signed-out" }
  | { readonly kind: "failed"; readonly detail?: string; readonly isBusy?: true };

export interface PageFrame {
  readonly language: Language;
  readonly fault?: StepFault;
  /** Where the page's forms go, and the same page in the other language; absent where nothing is asked. */
  readonly address?: string;
}

/** Where the style and the script of these pages are served. */
export const pageFiles = { style: "/oidc/style.css", script: "/oidc/page.js" } as const;

/** The whole page; it works without any script. */
export function renderPage(page: SignInPage, { language, fault, address = "" }: PageFrame): string {
  const words = pageWords[language];
  const title = titleOf(page, words);
  const other: Language = language === "zh" ? "en" : "zh";
  const notice =
    fault &&
    html`<p class="fault" role="alert" id="fault"><strong>${words.mistake}</strong> ${faultText(fault, words)}</p>`;
  return html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${fault && "⚠ "}${title} · ${words.product}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${pageFiles.style}">
<script src="/theme.js"></script>
<script src="${pageFiles.script}" defer></script>
</head>
<body data-show="${words.show}" data-hide="${words.hide}">
<main>
<p class="brand"><img src="/icon.svg" alt="" width="28" height="28"> ${words.product}</p>
<section class="card" data-page="${page.kind}">
<h1>${title}</h1>
${notice}
${bodyOf(page, words, { language, address, isWrong: fault !== undefined })}
</section>
${address !== "" && html`<p class="language"><a href="${withLanguage(address, other)}" lang="${other === "zh" ? "zh-CN" : "en"}">${words.otherLanguage}</a></p>`}
</main>
</body>
</html>`.text;
}

function titleOf(page: SignInPage, words: PageWords): string {
  switch (page.kind) {
    case "sign-in":
      return page.demo === undefined ? words.signIn.title : words.demo.title;
    case "join":
      return words.join.title;
    case "code":
      return words.code.title;
    case "enrol":
      return words.enrol.title;
    case "recovery":
      return words.recovery.title;
    case "change-first":
      return words.change.titleFirst;
    case "change":
      return words.change.title;
    case "changed":
      return words.change.doneTitle;
    case "sign-out":
      return words.out.title;
    case "signed-out":
      return words.out.doneTitle;
    case "failed":
      return words.failed.title;
  }
}

interface BodyFrame {
  readonly language: Language;
  readonly address: string;
  readonly isWrong: boolean;
}

function bodyOf(page: SignInPage, words: PageWords, frame: BodyFrame): Html {
  const form = (...content: readonly Html[]): Html =>
    html`<form method="post" action="${withLanguage(frame.address, frame.language)}">${content}</form>`;
  const described = frame.isWrong && html` aria-describedby="fault" aria-invalid="true"`;
  switch (page.kind) {
    case "sign-in":
      return signInBody(page, words, frame, form, described);
    case "join":
      return html`<p>${words.join.text}</p>${form(
        html`<label>${words.join.code}<input name="code" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" class="code" data-joining value="${page.code}"${described}></label>`,
        html`<label>${words.join.login}<input name="login" required autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" value="${page.login}"${described}></label>`,
        newPasswords(words, described),
        button(words.join.action),
      )}<p class="small">${words.join.adults}</p>${form(html`<button name="back" value="yes" class="reveal">${words.join.back}</button>`)}`;
    case "code":
      return html`<p>${words.code.text}</p>${form(
        html`<label>${words.code.label}<input name="code" required autofocus autocomplete="one-time-code" inputmode="text" maxlength="32" class="code"${described}></label>`,
        button(words.code.action),
      )}<p class="small">${words.code.lost}</p>`;
    case "enrol":
      return html`<p>${words.enrol.text}</p><p>${words.enrol.scan}</p>${qrCode(page.uri, words.enrol.qr)}
<p class="small">${words.enrol.secret}<br><code class="secret">${page.secret.replaceAll(/(....)(?=.)/g, "$1 ")}</code></p>${form(
        html`<label>${words.enrol.label}<input name="code" required autocomplete="one-time-code" inputmode="numeric" maxlength="12" class="code"${described}></label>`,
        button(words.enrol.action),
      )}`;
    case "recovery":
      return html`<p>${words.recovery.text}</p><ul class="codes">${page.codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>${form(
        html`<input type="hidden" name="written" value="yes">`,
        button(words.recovery.action),
      )}`;
    case "change-first":
      return html`<p>${words.change.textFirst}</p>${form(
        html`<input type="hidden" name="login" autocomplete="username" value="${page.login}">`,
        newPasswords(words, described),
        button(words.change.action),
      )}`;
    case "change":
      return form(
        html`<label>${words.signIn.login}<input name="login" required autofocus autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64"></label>`,
        html`<label>${words.change.current}<input name="password" type="password" required autocomplete="current-password" maxlength="256"${described}></label>`,
        html`<label>${words.change.code}<input name="code" autocomplete="one-time-code" inputmode="text" maxlength="32" class="code"${described}></label>`,
        newPasswords(words, described),
        button(words.change.action),
      );
    case "changed":
      return html`<p>${words.change.done}</p>${link("/", words.change.back)}`;
    case "sign-out":
      return html`<p>${words.out.text}</p>${page.form}<button form="op.logoutForm" name="logout" value="yes" class="button"${page.isAsked && html` data-press`}>${words.out.action}</button>`;
    case "signed-out":
      return html`<p>${words.out.done}</p>${link("/", words.signIn.action)}`;
    case "failed":
      return html`<p>${whyFailed(page, words)}</p>${page.detail !== undefined && html`<p class="detail" lang="en">${page.detail}</p>`}${link("/", words.failed.action)}`;
  }
}

function whyFailed(page: Extract<SignInPage, { readonly kind: "failed" }>, words: PageWords): string {
  if (page.isBusy) return words.faults.busy;
  return page.detail === undefined ? words.failed.expired : words.failed.other;
}

function signInBody(
  page: Extract<SignInPage, { readonly kind: "sign-in" }>,
  words: PageWords,
  frame: BodyFrame,
  form: (...content: readonly Html[]) => Html,
  described: Html | false,
): Html {
  const isDemo = page.demo !== undefined;
  const fields = form(
    html`<label>${words.signIn.login}<input name="login" required${!isDemo && html` autofocus`} autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" value="${page.login}"${described}></label>`,
    html`<label>${words.signIn.password}<input name="password" type="password" required autocomplete="current-password" maxlength="256"${described}></label>`,
    button(words.signIn.action),
  );
  const invited = form(html`<button name="join" value="yes" class="choice">${words.join.offer}</button>`);
  if (page.demo === undefined) return html`${fields}<p class="small">${words.signIn.help}</p>${invited}`;
  const choices = page.demo.map(
    ({ login, name, post }) =>
      html`<button name="demo" value="${login}" class="choice"><strong>${name}</strong> <span>${post[frame.language]}</span></button>`,
  );
  return html`<p>${words.demo.text}</p>${form(html`<div class="choices">${choices}</div>`)}
<details${(frame.isWrong || page.login !== undefined) && html` open`}><summary>${words.demo.byPassword}</summary>${fields}</details>${invited}`;
}

function newPasswords(words: PageWords, described: Html | false): Html {
  const field = (name: string, label: string): Html =>
    html`<label>${label}<input name="${name}" type="password" required minlength="${leastLength}" maxlength="256" autocomplete="new-password"${described}></label>`;
  return html`<p class="small">${words.change.rules}</p>${field("next", words.change.next)}${field("again", words.change.again)}`;
}

function button(label: string): Html {
  return html`<button class="button">${label}</button>`;
}

function link(to: string, label: string): Html {
  return html`<p><a class="button" href="${to}">${label}</a></p>`;
}

/** Dark on white in every theme: cameras read nothing else for sure. */
function qrCode(uri: string, label: string): Html {
  const { data, size } = encode(uri, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`;
}

function withLanguage(address: string, language: Language): string {
  return address === "" ? "" : `${address}?lang=${language}`;
}
