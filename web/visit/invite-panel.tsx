import { useState } from "react";
import type { VisitView } from "../../contracts/http/visits.ts";
import type { AskProblem } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { Notice, ProblemNotice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { inviteWords } from "./invite-words.ts";
import type { KnownVisit } from "./use-visit.ts";
import { useVisitPeople } from "./use-visit-people.ts";
import classes from "./visit-page.module.css";

/** The resident's relatives, with what ties them and whether they are invited; one tap invites one. */
export function InvitePanel({ known, visit }: { readonly known: KnownVisit; readonly visit: VisitView }) {
  const words = useWords(inviteWords);
  const speech = useSpeech();
  const { value, problem, again } = useVisitPeople(visit.id);
  const [refused, setRefused] = useState<AskProblem>();
  const [isSending, setIsSending] = useState(false);

  async function invite(personId: string): Promise<void> {
    setIsSending(true);
    const answer = await known.act("arrange", { kind: "invite", personId });
    setIsSending(false);
    setRefused(answer.kind === "problem" ? answer.problem : undefined);
  }

  return (
    <section className={classes.panel} aria-label={words.invite}>
      <h2 className={classes.heading}>{words.invite}</h2>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {value?.relatives.length === 0 && <p>{words.nobody}</p>}
      <ul className={classes.story}>
        {value?.relatives.map(({ id, name, relation, isInvited }) => (
          <li key={id} className={classes.relative} data-relative={id}>
            <span>{words.related(name, relation)}</span>
            {isInvited || visit.invited?.includes(id) === true ? (
              <strong>{words.invited}</strong>
            ) : (
              <Button disabled={isSending} onClick={() => void invite(id)}>
                {words.add}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refused !== undefined && <Notice>{problemText(refused, speech)}</Notice>}
    </section>
  );
}
