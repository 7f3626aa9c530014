import { type FormEvent, useState, useSyncExternalStore } from "react";
import { type JoinedView, joined } from "../../../contracts/http/joining.ts";
import { dataClassWords } from "../../../contracts/joining/joining-words.ts";
import { type AskProblem, ask } from "../../data/api.ts";
import { sessionStore, signIn } from "../../sign-in/session.ts";
import { readFamily } from "../family-store.ts";
import { useFamilyWords } from "../family-words.ts";
import { Action, ActionLink, Card, Problem, Title } from "../parts.tsx";
import { type Agreed, AgreeForm } from "./agree-form.tsx";
import classes from "./join.module.css";
import { useJoinWords } from "./join-words.ts";
import { forgetCode, keepCode, keptCode } from "./kept-code.ts";
import { NoticePart } from "./notice-part.tsx";

const path = "/api/me/joinings";

/** By a code somebody becomes a resident's relative: what it is for, the notice, and what comes next. */
export function JoinPage() {
  const words = useJoinWords();
  const { language } = useFamilyWords();
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.read);
  const [code, setCode] = useState(keptCode);
  const [view, setView] = useState<JoinedView>();
  const [problem, setProblem] = useState<AskProblem>();
  const [isAsking, setIsAsking] = useState(false);
  const [attempt, setAttempt] = useState<() => void>(() => () => undefined);

  const send = async (body: object): Promise<void> => {
    setAttempt(() => () => void send(body));
    setIsAsking(true);
    const answer = await ask(path, joined, body);
    setIsAsking(false);
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    if (answer.kind !== "answer") return;
    setView(answer.value);
    if (answer.value.state === "invited") return;
    forgetCode();
    void readFamily();
  };

  const look = (event: FormEvent): void => {
    event.preventDefault();
    keepCode(code);
    if (session.kind === "signed-in" || session.kind === "open") void send({ do: "look", code });
    else void signIn();
  };
  const agree = (agreed: Agreed): void => void send({ do: "join", code, language, ...agreed });

  return (
    <>
      <Title>{view?.state === "joined" ? words.done : words.title}</Title>
      {problem !== undefined && <Problem problem={problem} again={attempt} />}
      {view === undefined && (
        <form className={classes.form} onSubmit={look}>
          <p>{words.codeLead}</p>
          <label className={classes.field}>
            {words.code}
            <input
              className={classes.code}
              name="code"
              value={code}
              required
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </label>
          {session.kind !== "signed-in" && session.kind !== "open" && <p>{words.signInFirst}</p>}
          <Action type="submit" weight="first" disabled={isAsking}>
            {session.kind === "signed-in" || session.kind === "open" ? words.go : words.signIn}
          </Action>
        </form>
      )}
      {view?.state === "invited" && (
        <>
          <ForWhom view={view} />
          <NoticePart />
          <AgreeForm name={view.name} noticeVersion={view.noticeVersion} isAsking={isAsking} agree={agree} />
        </>
      )}
      {view?.state === "joined" && (
        <Card>
          <p>{words.doneLead(view.residentName)}</p>
          <ActionLink weight="first" href="#/">
            {words.toHome}
          </ActionLink>
        </Card>
      )}
    </>
  );
}

function ForWhom({ view }: { readonly view: JoinedView }) {
  const words = useJoinWords();
  const { say } = useFamilyWords();
  return (
    <Card heading={words.forWhom(view.relation, view.residentName)}>
      <p>{words.at(view.facilityName)}</p>
      {view.isEmergencyContact && <p>{words.isContact}</p>}
      {view.isGuardian && <p>{words.isGuardian}</p>}
      {view.intended.length > 0 && (
        <>
          <p>{words.intended}</p>
          <ul className={classes.list}>
            {view.intended.map((one) => (
              <li key={one}>
                {say(dataClassWords[one].label)}：{say(dataClassWords[one].hint)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
