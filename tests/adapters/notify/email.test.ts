import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { notifyPort } from "../../../adapters/notify/notify.ts";
import type { SmtpServer } from "../../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../../domain/ports.ts";
import { mailServer, type TestIdentity, testIdentity, thisMachine } from "./receivers.ts";

const message: OutgoingMessage = {
  id: "a1.1.1.李护工.email",
  tag: "a1",
  priority: "high",
  language: "zh",
  title: "▲ 高优先级告警 · 3号楼205-1床",
  body: "松鹤院 · 请立即查看",
  path: "/alerts/a1",
  link: "https://anhu.example.cn/alerts/a1",
  at: Date.now(),
};

/** Of this machine, as others see it; absent where it has no network. */
const ownAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

let identity: TestIdentity;

beforeAll(async () => {
  identity = await testIdentity();
});

async function send(smtp: Partial<SmtpServer> & { readonly port: number }, ca = identity.ca): Promise<SendOutcome> {
  const server = { host: "localhost", isTls: false, from: "anhu@example.cn", ...smtp };
  const port = notifyPort({ network: thisMachine(ca), now: () => Date.now() });
  return port.send({ channel: "email", smtp: server, to: "li@example.cn" }, message);
}

const tls = () => ({ key: identity.key, cert: identity.cert });

describe("a mail", () => {
  test.each([
    ["TLS from the first byte", true],
    ["STARTTLS", false],
  ])("arrives by %s, signed in, in plain text, named so that a second attempt can be told", async (_, isTls) => {
    const server = await mailServer({
      ...tls(),
      secure: isTls,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === "anhu" && password === "geheim" ? done(null, { user: "anhu" }) : done(new Error("no")),
    });
    const outcome = await send({ port: server.port, isTls, user: "anhu", password: "geheim" });
    expect(outcome).toEqual({ kind: "accepted" });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: "anhu@example.cn", to: ["li@example.cn"], isSecure: true, user: "anhu" });
    const text = mail?.text ?? "";
    expect(text).toMatch(/^Message-ID: <a1\.1\.1\.___\.email@example\.cn>\r$/im);
    expect(text).toMatch(/^References: <a1@example\.cn>\r$/im);
    expect(text).toMatch(/^Auto-Submitted: auto-generated\r$/im);
    expect(text).toMatch(/^X-Priority: 1/im);
    expect(text).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/im);
    expect(quotedPrintable(text.slice(text.indexOf("\r\n\r\n") + 4)).trimEnd()).toBe(
      `${message.body}\r\n\r\n${message.link}`,
    );
    const subject = /^Subject: ((?:.*\r\n )*.*)\r$/m.exec(text)?.[1] ?? "";
    expect(decoded(subject)).toBe(message.title);
  });

  test("to this machine itself may go without TLS, as to a relay that stands here", async () => {
    const server = await mailServer({ disabledCommands: ["STARTTLS", "AUTH"] });
    expect(await send({ port: server.port })).toEqual({ kind: "accepted" });
    expect(server.mails[0]).toMatchObject({ isSecure: false });
  });

  test.skipIf(ownAddress === undefined)("to another machine goes by TLS or not at all", async () => {
    const server = await mailServer({ disabledCommands: ["STARTTLS", "AUTH"] }, "0.0.0.0");
    const reachable = { operator: ["private", "public"], user: [] } as const;
    const port = notifyPort({ network: { reachable }, now: () => 0 });
    const smtp = { host: ownAddress ?? "", port: server.port, isTls: false, from: "anhu@example.cn" };
    const outcome = await port.send({ channel: "email", smtp, to: "li@example.cn" }, message);
    expect(outcome.kind).not.toBe("accepted");
    expect(server.mails).toEqual([]);
  });

  test("goes to no server that cannot prove who it is", async () => {
    const stranger = await testIdentity();
    for (const secure of [true, false]) {
      const server = await mailServer({ key: stranger.key, cert: stranger.cert, secure });
      expect(await send({ port: server.port, isTls: secure })).toEqual({ kind: "retry", detail: "tls-failed" });
      expect(server.mails).toEqual([]);
    }
  });

  test("goes to no metadata service and, from the cloud, into no private network", async () => {
    const reachable = { operator: ["public"], user: ["public"] } as const;
    const port = notifyPort({ network: { reachable }, now: () => 0 });
    for (const host of ["169.254.169.254", "localhost", "10.0.0.1", "::1"]) {
      const smtp = { host, port: 25, isTls: true, from: "anhu@example.cn" };
      const outcome = await port.send({ channel: "email", smtp, to: "li@example.cn" }, message);
      expect(outcome).toEqual({ kind: "refused", detail: "address-not-allowed" });
    }
  });
});

describe("what a mail server answers", () => {
  test.each([
    [450, { kind: "retry", detail: "smtp-450" }],
    [451, { kind: "retry", detail: "smtp-451" }],
    [550, { kind: "refused", detail: "smtp-550" }],
    [554, { kind: "refused", detail: "smtp-554" }],
  ])("%i to the recipient", async (responseCode, outcome) => {
    const server = await mailServer({
      ...tls(),
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`<${address}> nobody`), { responseCode })),
    });
    expect(await send({ port: server.port })).toEqual(outcome);
  });

  test("535 to the password", async () => {
    const server = await mailServer({
      ...tls(),
      onAuth: (_auth, _session, done) => done(Object.assign(new Error("no"), { responseCode: 535 })),
    });
    const outcome = await send({ port: server.port, user: "anhu", password: "wrong" });
    expect(outcome).toEqual({ kind: "refused", detail: "smtp-535" });
  });

  test.each<[string, (socket: Socket) => void, string]>([
    ["nothing, and closes", (socket) => socket.end(), "unreachable"],
    ["garbage", (socket) => socket.end("\u0000\u0001HTTP/1.1 400\r\n\r\n"), "unreachable"],
    ["nothing for ever", () => undefined, "timeout"],
  ])("%s: it is tried again", { timeout: 180_000 }, async (_, answer, detail) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      answer(socket);
    });
    await new Promise<void>((listening) => server.listen(0, "localhost", listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await send({ port })).toMatchObject({
      kind: "retry",
      detail: expect.stringMatching(`^(${detail}|unreachable)$`),
    });
  });

  test("nobody listens", async () => {
    expect(await send({ port: 1 })).toEqual({ kind: "retry", detail: "unreachable" });
    expect(await send({ port: 25, host: "no-such-host.invalid" })).toEqual({ kind: "retry", detail: "name-not-found" });
  });
});

/** RFC 2047, as the mailer writes it. */
function decoded(header: string): string {
  const words = [...header.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)];
  return words
    .map(([, encoding, text = ""]) =>
      encoding?.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString("utf8")
        : quotedPrintable(text.replaceAll("_", " ")),
    )
    .join("");
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replaceAll("=\r\n", "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
