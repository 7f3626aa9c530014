import type { SendOutcome } from "../../domain/ports.ts";

const byCode: Readonly<Record<string, string>> = {
  ANHU_ADDRESS_NOT_ALLOWED: "address-not-allowed",
  ENOTFOUND: "name-not-found",
  EAI_AGAIN: "name-not-found",
  EDNS: "name-not-found",
  ETIMEDOUT: "timeout",
  ETIME: "timeout",
  ABORT_ERR: "timeout",
  UND_ERR_ABORTED: "timeout",
};

/**
 * What became of an attempt that got no answer. Only a code of ours is kept: messages of errors hold addresses. Trying
 * again may help, but for an address that may not be called.
 */
export function connectionFault(error: unknown): SendOutcome {
  const { code: last, originalCode, name } = (error ?? {}) as Readonly<Record<string, unknown>>;
  // The mailer puts a code of its own in the place of the one that says more.
  const code = originalCode ?? last;
  if (name === "TimeoutError" || name === "AbortError") return { kind: "retry", detail: "timeout" };
  const detail = byCode[String(code)] ?? (isOfTls(String(code)) ? "tls-failed" : "unreachable");
  return detail === "address-not-allowed" ? { kind: "refused", detail } : { kind: "retry", detail };
}

/** Certificates that do not hold and handshakes that fail: OpenSSL's codes and Node's. */
function isOfTls(code: string): boolean {
  return /CERT|TLS|SSL|^EPROTO$|UNABLE_TO|SELF_SIGNED|HOSTNAME|CRL/.test(code);
}
