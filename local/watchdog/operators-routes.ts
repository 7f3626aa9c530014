import type { NotifyRoute } from "../../domain/notify/route.ts";
import { UsageError } from "../usage-error.ts";

/** Where the operators of a box are told that calls do not go out, as the start says; secrets come from the environment. */
export interface OperatorsOptions {
  /** A WeCom or DingTalk robot, or a receiver of signed webhooks. */
  readonly webhook?: string;
  readonly mail?: string;
  /** `smtps://user@host:465` or `smtp://user@host:587`. */
  readonly smtp?: string;
}

/** Said at the start of a box for real people that was told no such way. */
export const noOperatorsRoute =
  "注意：呼叫发不出去或告警呼叫不到任何人时，没有系统管理员会得知；请加 --operators-webhook 或 --operators-mail。\n" +
  "WARNING: no operator hears of it when calls do not go out or an alert reaches nobody; give --operators-webhook or --operators-mail.";

/** Throws a {@link UsageError} for what cannot work, at the start and not in the night. */
export function operatorsRoutes(
  { webhook, mail, smtp }: OperatorsOptions,
  environment: Readonly<Record<string, string | undefined>>,
): readonly NotifyRoute[] {
  return [
    ...(webhook === undefined ? [] : [webhookRoute(webhook, environment)]),
    ...(mail === undefined ? [] : [mailRoute(mail, smtp, environment)]),
  ];
}

function webhookRoute(url: string, environment: Readonly<Record<string, string | undefined>>): NotifyRoute {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isHere = parsed?.protocol === "http:" && /^(localhost|127\.|\[::1\])/.test(parsed.hostname);
  if (parsed?.protocol !== "https:" && !isHere) {
    throw new UsageError("--operators-webhook takes an https address (http for this machine only)");
  }
  const secret = environment.ANHU_OPERATORS_WEBHOOK_SECRET;
  if (parsed?.hostname === "qyapi.weixin.qq.com") return { channel: "wecom", url };
  if (parsed?.hostname === "oapi.dingtalk.com")
    return { channel: "dingtalk", url, ...(secret !== undefined && { secret }) };
  if (secret === undefined || !/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(secret)) {
    throw new UsageError(
      "--operators-webhook needs ANHU_OPERATORS_WEBHOOK_SECRET in the environment: whsec_ and 24 to 64 bytes in base64, by which the receiver checks who calls",
    );
  }
  return { channel: "webhook", gateway: { url, secret } };
}

function mailRoute(
  to: string,
  smtp: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): NotifyRoute {
  const server = smtp !== undefined && URL.canParse(smtp) ? new URL(smtp) : undefined;
  if (!/^[^\s<>"@]+@[^\s<>"@]+$/.test(to)) throw new UsageError("--operators-mail takes one e-mail address");
  if (server === undefined || !["smtp:", "smtps:"].includes(server.protocol) || server.hostname === "") {
    throw new UsageError(
      "--operators-mail needs --operators-smtp smtps://user@host:465 (or smtp://user@host:587 for STARTTLS)",
    );
  }
  if (server.password !== "") {
    throw new UsageError(
      "put the password of --operators-smtp into ANHU_OPERATORS_SMTP_PASSWORD: a command line is seen by all",
    );
  }
  const isTls = server.protocol === "smtps:";
  const user = decodeURIComponent(server.username);
  const password = environment.ANHU_OPERATORS_SMTP_PASSWORD;
  return {
    channel: "email",
    to,
    smtp: {
      host: server.hostname.replace(/^\[|\]$/g, ""),
      port: server.port === "" ? (isTls ? 465 : 587) : Number(server.port),
      isTls,
      from: user.includes("@") ? user : to,
      ...(user !== "" && { user }),
      ...(password !== undefined && { password }),
    },
  };
}
