import type { ChannelSettingsInput } from "../../contracts/http/channels.ts";
import type { ChannelSettings } from "../../domain/notify/channel.ts";
import { type HttpGateway, selfTestUrl } from "../../domain/notify/route.ts";
import type { SecretsPort } from "../../domain/ports.ts";
import { RequestRefusedError } from "../shell/refusals.ts";
import { isOtherOrigin, secretAgain } from "./other-host.ts";

/** What is to be stored, and a secret that was made for it, to be shown this once. */
export interface MadeSettings {
  readonly settings: ChannelSettings;
  readonly newSecret?: string;
}

/**
 * Completes what was asked for by what is stored: a secret that is left out stays. A signed gateway that has none gets
 * one made. Refuses a channel without an address, one of another kind than before, and another host without its secret:
 * what is kept is never sent where somebody else may read it.
 */
export function newSettings(
  asked: ChannelSettingsInput,
  before: ChannelSettings | undefined,
  secrets: SecretsPort,
): MadeSettings {
  if (before !== undefined && before.kind !== asked.kind) throw otherKind();
  switch (asked.kind) {
    case "web-push": {
      const keys = before?.kind === "web-push" ? before.keys : secrets.newPushKeys();
      return { settings: { kind: "web-push", keys: { ...keys, contact: asked.contact } } };
    }
    case "email": {
      const kept = before?.kind === "email" ? before.smtp : undefined;
      const isElsewhere = kept !== undefined && kept.host.toLowerCase() !== asked.host.toLowerCase();
      const isKeptToGo = kept?.password !== undefined && asked.password === undefined && asked.user !== undefined;
      if (isElsewhere && isKeptToGo) throw secretAgain("#/settings/password");
      const { kind: _, password = kept?.password, user, ...server } = asked;
      const signIn = user === undefined ? {} : { user, ...(password !== undefined && { password }) };
      return { settings: { kind: "email", smtp: { ...server, ...signIn } } };
    }
    case "sms": {
      if (asked.gateway.kind === "sns") return { settings: { kind: "sms", gateway: { kind: "sns" } } };
      const kept = before?.kind === "sms" && before.gateway.kind === "http" ? before.gateway : undefined;
      const { gateway, newSecret } = newGateway(asked.gateway, kept, "#/settings/gateway/secret", secrets);
      return made({ kind: "sms", gateway: { kind: "http", ...gateway } }, newSecret);
    }
    case "voice":
    case "webhook": {
      const stored = before?.kind === asked.kind ? (before as { gateway: HttpGateway }).gateway : undefined;
      const kept = stored?.url === selfTestUrl ? undefined : stored;
      const { gateway, newSecret } = newGateway(asked, kept, "#/settings/secret", secrets);
      return made({ kind: asked.kind, gateway }, newSecret);
    }
    case "wecom": {
      const url = asked.url ?? (before?.kind === "wecom" ? before.url : undefined);
      return { settings: { kind: "wecom", url: present(url) } };
    }
    case "dingtalk": {
      const kept = before?.kind === "dingtalk" ? before : undefined;
      const secret = asked.secret ?? kept?.secret;
      const url = present(asked.url ?? kept?.url);
      const hasKept = kept?.secret !== undefined && asked.secret === undefined;
      if (hasKept && isOtherOrigin(url, kept.url)) throw secretAgain("#/settings/secret");
      return { settings: { kind: "dingtalk", url, ...(secret !== undefined && secret !== "" && { secret }) } };
    }
  }
}

function newGateway(
  asked: { readonly url?: string | undefined; readonly secret?: string | undefined },
  kept: HttpGateway | undefined,
  pointer: string,
  secrets: SecretsPort,
): { readonly gateway: HttpGateway; readonly newSecret?: string } {
  const url = present(asked.url ?? kept?.url);
  if (kept !== undefined && asked.secret === undefined && isOtherOrigin(url, kept.url)) throw secretAgain(pointer);
  const secret = asked.secret ?? kept?.secret;
  if (secret !== undefined) return { gateway: { url, secret } };
  const newSecret = secrets.newSigningSecret();
  return { gateway: { url, secret: newSecret }, newSecret };
}

function made(settings: ChannelSettings, newSecret: string | undefined): MadeSettings {
  return { settings, ...(newSecret !== undefined && { newSecret }) };
}

function present(url: string | undefined): string {
  if (url === undefined) throw noUrl();
  return url;
}

function noUrl(): RequestRefusedError {
  const expected = { zh: "新渠道必须填写地址", en: "a new channel needs its address" };
  return new RequestRefusedError(
    "invalid-request",
    { zh: "缺少渠道地址，未做任何改动。", en: "The channel has no address; nothing was changed." },
    [{ pointer: "#/settings/url", expected: "an https address", messages: expected }],
  );
}

function otherKind(): RequestRefusedError {
  const expected = { zh: "渠道类型不可更改，请新增一个", en: "the kind of a channel stays; add another one" };
  return new RequestRefusedError(
    "invalid-request",
    { zh: "渠道类型不可更改，未做任何改动。", en: "The kind of a channel cannot change; nothing was changed." },
    [{ pointer: "#/settings/kind", expected: "the kind that it has", messages: expected }],
  );
}
