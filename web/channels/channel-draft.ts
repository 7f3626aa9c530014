import type { ChannelView } from "../../contracts/http/channels.ts";

type Kind = ChannelView["kind"];

/** A channel as it is edited; secrets begin empty, and empty ones are not sent. */
export interface ChannelDraft {
  readonly kind: string;
  readonly name: string;
  readonly facilityId: string;
  readonly isOn: boolean;
  readonly language: string;
  readonly pagesUrl: string;
  readonly host: string;
  readonly port: string;
  readonly isTls: boolean;
  readonly user: string;
  readonly password: string;
  readonly from: string;
  readonly gateway: string;
  readonly url: string;
  readonly secret: string;
  readonly contact: string;
}

export const emptyDraft: ChannelDraft = {
  kind: "",
  name: "",
  facilityId: "",
  isOn: true,
  language: "zh",
  pagesUrl: "",
  host: "",
  port: "465",
  isTls: true,
  user: "",
  password: "",
  from: "",
  gateway: "http",
  url: "",
  secret: "",
  contact: "",
};

/** What is known of a channel, without the secrets that nobody is told. */
export function draftOf({
  kind,
  name,
  facilityId = "",
  isOn,
  language,
  pagesUrl = "",
  settings,
}: ChannelView): ChannelDraft {
  const base = { ...emptyDraft, kind, name, facilityId, isOn, language, pagesUrl };
  switch (settings.kind) {
    case "email": {
      const { host, port, isTls, user = "", from } = settings;
      return { ...base, host, port: String(port), isTls, user, from };
    }
    case "sms":
      return { ...base, gateway: settings.gateway.kind };
    case "web-push":
      return { ...base, contact: settings.contact };
    case "voice":
    case "wecom":
    case "dingtalk":
    case "webhook":
      return base;
  }
}

/** Where each value stands in the request. */
export function pointersFor(kind: string): { readonly [K in keyof ChannelDraft]?: string } {
  const gateway = kind === "sms" ? "/settings/gateway" : "/settings";
  return {
    kind: "/settings/kind",
    host: "/settings/host",
    port: "/settings/port",
    isTls: "/settings/isTls",
    user: "/settings/user",
    password: "/settings/password",
    from: "/settings/from",
    gateway: "/settings/gateway/kind",
    url: `${gateway}/url`,
    secret: `${gateway}/secret`,
    contact: "/settings/contact",
  };
}

/** The settings of the request. */
export function settingsOf(draft: ChannelDraft): Readonly<Record<string, unknown>> {
  const kind = draft.kind as Kind;
  const given = (name: "url" | "secret" | "user" | "password") => {
    const value = draft[name].trim();
    return value === "" ? {} : { [name]: value };
  };
  switch (kind) {
    case "email":
      return {
        kind,
        host: draft.host.trim(),
        port: Number(draft.port),
        isTls: draft.isTls,
        ...given("user"),
        ...given("password"),
        from: draft.from.trim(),
      };
    case "sms":
      return {
        kind,
        gateway: draft.gateway === "sns" ? { kind: "sns" } : { kind: "http", ...given("url"), ...given("secret") },
      };
    case "wecom":
      return { kind, ...given("url") };
    case "web-push":
      return { kind, contact: draft.contact.trim() };
    case "voice":
    case "dingtalk":
    case "webhook":
      return { kind, ...given("url"), ...given("secret") };
  }
}
