import { useState } from "react";
import { type SendResultView, testResults } from "../../contracts/http/channels.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { type MeView, me as meSchema } from "../../contracts/http/me.ts";
import { TestOutcome } from "../channels/test-outcome.tsx";
import { ask } from "../data/api.ts";
import { learnMe, useMe } from "../data/me.ts";
import { useLabels } from "../office/labels.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { phoneOf } from "../parts/form/phone.ts";
import { useForm } from "../parts/form/use-form.ts";
import { problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { PushSection } from "../push/push-section.tsx";
import { pushWords } from "../push/push-words.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { meWords } from "./me-words.ts";
import { MyDuties } from "./my-duties.tsx";

const notAPhone: Bilingual = { zh: formWords.zh.notAPhone, en: formWords.en.notAPhone };
const notAnEmail: Bilingual = { zh: formWords.zh.notAnEmail, en: formWords.en.notAnEmail };

/** How one is reached oneself, and a test of it. */
export function MePage() {
  const words = useWords(meWords);
  const push = useWords(pushWords);
  const who = useMe();
  return (
    <OfficePage title={words.title} lead={words.lead}>
      {who.kind === "unknown" && <PanelSkeleton height={320} />}
      {who.kind === "nobody" && <p>{words.unknown}</p>}
      {who.kind === "known" && (
        <>
          <MyDuties me={who.me} />
          <Panel heading={words.reach}>
            <ReachForm me={who.me} />
          </Panel>
          <Panel heading={push.heading}>
            <PushSection />
          </Panel>
          <Panel heading={words.test}>
            <TestMessage />
          </Panel>
          <Panel heading={words.roles}>
            <Roles me={who.me} />
          </Panel>
        </>
      )}
    </OfficePage>
  );
}

function ReachForm({ me }: { readonly me: MeView }) {
  const words = useWords(meWords);
  const { reach } = me;
  const form = useForm({
    initial: { phone: reach.phone ?? "", email: reach.email ?? "", language: reach.language as string },
    check: ({ phone, email }) => ({
      ...(phone.trim() !== "" && !/^\+[1-9]\d{6,14}$/.test(phoneOf(phone)) && { "/phone": notAPhone }),
      ...(email.trim() !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) && { "/email": notAnEmail }),
    }),
    send: ({ phone, email, language }) =>
      ask("/api/me", meSchema, {
        phone: phone.trim() === "" ? null : phoneOf(phone),
        email: email.trim() === "" ? null : email.trim(),
        language,
      }),
    done: (changed) => {
      learnMe(changed);
      sayRecorded(words.saved);
    },
  });
  return (
    <FormFrame form={form} label={words.reach}>
      <TextField
        form={form}
        name="phone"
        type="tel"
        autoComplete="tel"
        label={words.phone}
        hint={words.phoneHint}
        isOptional
      />
      <TextField form={form} name="email" type="email" autoComplete="email" label={words.email} isOptional />
      <SelectField
        form={form}
        name="language"
        label={words.language}
        choices={(["zh", "en"] as const).map((value) => ({ value, label: words.languages[value] }))}
      />
    </FormFrame>
  );
}

function TestMessage() {
  const words = useWords(meWords);
  const speech = useSpeech();
  const [isSending, setIsSending] = useState(false);
  const [results, setResults] = useState<readonly SendResultView[]>();
  const [refusal, setRefusal] = useState<string>();

  async function send(): Promise<void> {
    setIsSending(true);
    setRefusal(undefined);
    setResults(undefined);
    const answer = await ask("/api/me/test-message", testResults, {});
    setIsSending(false);
    if (answer.kind === "answer") setResults(answer.value.items);
    else setRefusal(problemText(answer.problem, speech));
  }

  return (
    <>
      <p>{words.testLead}</p>
      <div>
        <Button onClick={() => void send()} disabled={isSending}>
          {isSending ? words.sending : words.testAll}
        </Button>
      </div>
      <div role="status">
        {results?.length === 0 && <p>{words.nothing}</p>}
        {results?.map((result, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two browsers of one person may be called the same
          <TestOutcome key={n} result={result} />
        ))}
      </div>
      {refusal !== undefined && <p role="alert">{refusal}</p>}
    </>
  );
}

function Roles({ me }: { readonly me: MeView }) {
  const words = useWords(meWords);
  const labels = useLabels();
  if (me.roles.length === 0) return <p>{words.noRoles}</p>;
  return (
    <ul>
      {me.roles.map(({ role, facilityId }) => (
        <li key={`${role} ${facilityId ?? ""}`}>
          {labels.roles[role]} ·{" "}
          {facilityId === undefined
            ? words.wholeService
            : (me.facilities.find(({ id }) => id === facilityId)?.name ?? facilityId)}
        </li>
      ))}
    </ul>
  );
}
