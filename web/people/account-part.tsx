import { useState } from "react";
import { accountList, account as accountSchema, firstPassword } from "../../contracts/http/accounts.ts";
import type { PersonView } from "../../contracts/http/people.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { Check, TextField } from "../parts/form/field.tsx";
import { ConfirmedButton, FormFrame } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./people.module.css";
import { peopleWords } from "./people-words.ts";

const missing = { zh: formWords.zh.missing, en: formWords.en.missing };

/** For operators: what somebody signs in with on this box, nothing where another issuer keeps accounts. Opening it, a new password, unlocking. Passwords are shown once. */
export function AccountPart({ person }: { readonly person: PersonView }) {
  const words = useWords(peopleWords);
  const speech = useSpeech();
  const [shown, setShown] = useState<string>();
  const [isBoth, setIsBoth] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const accounts = useAnswer("/api/accounts", () => "/api/accounts", accountList);
  if (accounts.value === undefined) return null;
  const account = accounts.value.items.find(({ personId }) => personId === person.id);

  async function act(body: { readonly do: "reset"; readonly secondFactor: boolean } | { readonly do: "unlock" }) {
    setRefusal(undefined);
    const path = `/api/accounts/${encodeURIComponent(account?.login ?? "")}`;
    const answer = body.do === "reset" ? await ask(path, firstPassword, body) : await ask(path, accountSchema, body);
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else if ("firstPassword" in answer.value) setShown(answer.value.firstPassword);
    accounts.again();
  }

  return (
    <div className={classes.account}>
      <h3>{words.account}</h3>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      {shown !== undefined && (
        <div role="status">
          <p>{words.firstPassword}</p>
          <p className={classes.secret}>{shown}</p>
          <Button onClick={() => setShown(undefined)}>{words.noted}</Button>
        </div>
      )}
      {account === undefined ? (
        <OpenAccount
          person={person}
          done={(password) => {
            setShown(password);
            accounts.again();
          }}
        />
      ) : (
        <>
          <p>
            {account.login} · {words.accountStates[account.state] ?? account.state}
            {account.mustChangePassword && ` · ${words.mustChange}`}
            {account.pausedUntil !== undefined && ` · ${words.paused}`}
          </p>
          <Check label={words.resetBoth} checked={isBoth} change={setIsBoth} />
          <div className={classes.bar}>
            <ConfirmedButton
              label={words.reset}
              question={words.resetQuestion(person.name)}
              act={() => void act({ do: "reset", secondFactor: isBoth })}
            />
            {(account.state === "locked" || account.pausedUntil !== undefined) && (
              <Button onClick={() => void act({ do: "unlock" })}>{words.unlock}</Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

function OpenAccount({
  person,
  done,
}: {
  readonly person: PersonView;
  readonly done: (password: string | undefined) => void;
}) {
  const words = useWords(peopleWords);
  const form = useForm({
    initial: { login: "" },
    check: ({ login }) => (login.trim() === "" ? { "/login": missing } : {}),
    send: ({ login }) => ask("/api/accounts", firstPassword, { login: login.trim(), personId: person.id }),
    done: (answer) => done(answer.firstPassword),
  });
  return (
    <>
      <p>{words.noAccount}</p>
      <FormFrame form={form} label={words.createAccount} submit={words.createAccount}>
        <TextField form={form} name="login" label={words.login} hint={words.loginHint} />
      </FormFrame>
    </>
  );
}
