import type * as z from "zod/mini";
import { type ChannelView, channelChanged } from "../../contracts/http/channels.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { ask } from "../data/api.ts";
import { useBoard } from "../data/use-board.ts";
import { useLabels } from "../office/labels.ts";
import { Check, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { type ChannelDraft, draftOf, emptyDraft, pointersFor, settingsOf } from "./channel-draft.ts";
import { channelWords } from "./channel-words.ts";

type Changed = z.infer<typeof channelChanged>;

const kinds = ["web-push", "sms", "voice", "email", "wecom", "dingtalk", "webhook"] as const;
const missing: Bilingual = { zh: formWords.zh.missing, en: formWords.en.missing };

interface ChannelFormProps {
  /** Absent: a new one. */
  readonly channel?: ChannelView;
  readonly done: (changed: Changed) => void;
  readonly cancel: () => void;
}

/** A channel's settings by its kind. Secrets that are left empty stay as they are. */
export function ChannelForm({ channel, done, cancel }: ChannelFormProps) {
  const words = useWords(channelWords);
  const common = useWords(formWords);
  const labels = useLabels();
  const { county } = useBoard();
  const form = useForm<ChannelDraft, Changed>({
    initial: channel === undefined ? emptyDraft : draftOf(channel),
    pointers: ({ kind }) => pointersFor(kind),
    check: (values) => faultsIn(values, channel === undefined),
    send: (values) => ask("/api/channels", channelChanged, bodyOf(values, channel)),
    done,
  });
  const { values } = form;
  const { kind } = values;
  const isGateway = kind === "voice" || kind === "webhook" || (kind === "sms" && values.gateway === "http");
  const hasUrl = isGateway || kind === "wecom" || kind === "dingtalk";
  const shown = shownSecrets(channel);
  const kept = (secret: { readonly isSet: boolean; readonly last4?: string | undefined } | undefined, hint: string) =>
    secret?.isSet === true ? words.keepSecret(secret.last4) : hint;
  return (
    <FormFrame form={form} label={channel?.name ?? words.add} cancel={cancel}>
      {channel === undefined && (
        <>
          <SelectField
            form={form}
            name="kind"
            label={words.kind}
            empty={common.choose}
            choices={kinds.map((value) => ({ value, label: labels.channels[value] }))}
          />
          <SelectField
            form={form}
            name="facilityId"
            label={words.scope}
            empty={words.everywhere}
            choices={(county?.facilities ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      )}
      <TextField form={form} name="name" label={words.name} hint={words.nameHint} />
      {kind === "email" && (
        <>
          <TextField form={form} name="host" label={words.host} />
          <TextField form={form} name="port" type="number" label={words.port} />
          <TextField form={form} name="from" type="email" label={words.from} />
          <TextField form={form} name="user" label={words.user} isOptional />
          <TextField
            form={form}
            name="password"
            type="password"
            autoComplete="new-password"
            label={words.password}
            isOptional
            hint={kept(shown.password, "")}
          />
          <Check label={words.tls} checked={values.isTls} change={(isTls) => form.set({ isTls })} />
        </>
      )}
      {kind === "sms" && (
        <SelectField
          form={form}
          name="gateway"
          label={words.gateway}
          choices={(["http", "sns"] as const).map((value) => ({ value, label: words.gateways[value] }))}
        />
      )}
      {hasUrl && (
        <TextField
          form={form}
          name="url"
          type="url"
          label={words.url}
          hint={kept(shown.url, words.urlHints[kind as keyof typeof words.urlHints])}
        />
      )}
      {(isGateway || kind === "dingtalk") && (
        <TextField
          form={form}
          name="secret"
          type="password"
          autoComplete="new-password"
          label={words.secret}
          isOptional
          hint={kept(shown.secret, kind === "dingtalk" ? words.dingtalkSecretHint : words.secretHint)}
        />
      )}
      {kind === "web-push" && <TextField form={form} name="contact" label={words.contact} hint={words.contactHint} />}
      <SelectField
        form={form}
        name="language"
        label={words.language}
        choices={(["zh", "en"] as const).map((value) => ({ value, label: words.languages[value] }))}
      />
      <TextField form={form} name="pagesUrl" type="url" label={words.pagesUrl} hint={words.pagesUrlHint} isOptional />
      <Check label={words.on} checked={values.isOn} change={(isOn) => form.set({ isOn })} />
    </FormFrame>
  );
}

function faultsIn(values: ChannelDraft, isNew: boolean): Readonly<Record<string, Bilingual>> {
  const pointers = pointersFor(values.kind);
  const needed: readonly (keyof ChannelDraft)[] = [
    "name",
    ...(values.kind === "" ? (["kind"] as const) : []),
    ...(values.kind === "email" ? (["host", "from"] as const) : []),
    ...(values.kind === "web-push" ? (["contact"] as const) : []),
    ...(isNew && needsUrl(values) ? (["url"] as const) : []),
  ];
  return Object.fromEntries(
    needed.flatMap((name) => (String(values[name]).trim() === "" ? [[pointers[name] ?? `/${name}`, missing]] : [])),
  );
}

function needsUrl({ kind, gateway }: ChannelDraft): boolean {
  return ["voice", "webhook", "wecom", "dingtalk"].includes(kind) || (kind === "sms" && gateway === "http");
}

function bodyOf(values: ChannelDraft, channel: ChannelView | undefined): unknown {
  const { name, isOn, language, facilityId } = values;
  const pagesUrl = values.pagesUrl.trim();
  const plain = { name: name.trim(), isOn, language, settings: settingsOf(values) };
  if (channel === undefined)
    return {
      do: "add",
      ...plain,
      ...(facilityId !== "" && { facilityId }),
      ...(pagesUrl !== "" && { pagesUrl }),
    };
  return {
    do: "change",
    id: channel.id,
    version: channel.version,
    ...plain,
    pagesUrl: pagesUrl === "" ? null : pagesUrl,
  };
}

type Secret = { readonly isSet: boolean; readonly last4?: string | undefined };

/** Which secrets there are already. */
function shownSecrets(channel: ChannelView | undefined): {
  readonly url?: Secret;
  readonly secret?: Secret;
  readonly password?: Secret;
} {
  if (channel === undefined) return {};
  const { settings } = channel;
  if (settings.kind === "sms") return settings.gateway.kind === "http" ? settings.gateway : {};
  return settings.kind === "web-push" ? {} : settings;
}
