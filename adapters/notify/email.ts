import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { createTransport } from "nodemailer";
import { second } from "../../domain/model/time.ts";
import type { SmtpServer } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import { addressClassOf } from "./address-class.ts";
import { connectionFault } from "./connection-fault.ts";
import { allowedAddress, isAllowed, type Network } from "./network.ts";

/** A mail server may look things up before it answers. */
const smtpPatienceMs = 12 * second;

/**
 * Hands a message to a mail server: over TLS, from the first byte or by STARTTLS; without only to this machine itself.
 * The `Message-ID` is made of the message's id, so that a mailbox can tell a second attempt.
 */
export async function sendEmail(
  smtp: SmtpServer,
  to: string,
  message: OutgoingMessage,
  network: Network,
): Promise<SendOutcome> {
  try {
    const address = await addressOf(smtp.host, network);
    const isHere = addressClassOf(address) === "loopback";
    const transport = createTransport({
      host: address,
      port: smtp.port,
      secure: smtp.isTls,
      requireTLS: !smtp.isTls && !isHere,
      tls: {
        minVersion: "TLSv1.2",
        ...(isIP(smtp.host) === 0 && { servername: smtp.host }),
        ...(network.ca !== undefined && { ca: [...rootCertificates, network.ca] }),
      },
      ...(smtp.user !== undefined && { auth: { user: smtp.user, pass: smtp.password ?? "" } }),
      connectionTimeout: 5 * second,
      greetingTimeout: 5 * second,
      socketTimeout: 8 * second,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const timeout = AbortSignal.timeout(smtpPatienceMs);
    try {
      await Promise.race([transport.sendMail(mailOf(smtp, to, message)), aborted(timeout)]);
      return { kind: "accepted" };
    } finally {
      transport.close();
    }
  } catch (error) {
    return outcomeOf(error);
  }
}

async function addressOf(host: string, network: Network): Promise<string> {
  if (isIP(host) === 0 || !isAllowed(host, "operator", network)) return allowedAddress(host, "operator", network);
  return host;
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, failed) => {
    signal.addEventListener("abort", () => failed(signal.reason), { once: true });
  });
}

function mailOf(smtp: SmtpServer, to: string, message: OutgoingMessage) {
  const { id, title, body, link, priority, tag } = message;
  const domain = smtp.from.slice(smtp.from.lastIndexOf("@") + 1).replace(/[^A-Za-z0-9.-]/g, "");
  return {
    from: { name: "安护 Anhu", address: smtp.from },
    to: { name: "", address: to },
    subject: title,
    text: [body, ...(link === undefined ? [] : ["", link])].join("\n"),
    messageId: `<${id.replace(/[^A-Za-z0-9._-]/g, "_")}@${domain}>`,
    references: [`<${tag.replace(/[^A-Za-z0-9._-]/g, "_")}@${domain}>`],
    ...(priority === "high" && { priority: "high" as const }),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

/** 4xx may be taken later, 5xx never (RFC 5321 4.2.1). Only the number is kept: servers repeat addresses in their words. */
function outcomeOf(error: unknown): SendOutcome {
  const { responseCode, code } = (error ?? {}) as { readonly responseCode?: unknown; readonly code?: unknown };
  if (typeof responseCode === "number" && responseCode >= 400 && responseCode < 600) {
    return { kind: responseCode < 500 ? "retry" : "refused", detail: `smtp-${responseCode}` };
  }
  if (code === "EENVELOPE") return { kind: "refused", detail: "bad-address" };
  if (code === "EAUTH") return { kind: "refused", detail: "smtp-sign-in" };
  return connectionFault(error);
}
