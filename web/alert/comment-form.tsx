import type { AlertView } from "../../contracts/http/alerts.ts";
import { actOn } from "../data/board-store.ts";
import { useMe } from "../data/me.ts";
import { settingsStore } from "../data/settings.ts";
import { AreaField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { alertPageWords } from "./alert-page-words.ts";

/** A word for the colleagues, kept on the alert's timeline; also after it is closed, to put something right. */
export function CommentForm({ alert }: { readonly alert: AlertView }) {
  const own = useWords(alertPageWords);
  const me = useMe();
  const form = useForm({
    initial: { note: "" },
    send: ({ note }) =>
      actOn(alert, { kind: "comment", note }, me.kind === "known" ? undefined : settingsStore.read().person),
    done: () => form.reset({ note: "" }),
  });
  return (
    <FormFrame form={form} label={own.comment} submit={own.commentSend}>
      <AreaField form={form} name="note" label={own.comment} hint={own.commentHint} rows={2} isWide />
    </FormFrame>
  );
}
