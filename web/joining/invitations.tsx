import { type InvitationView, invited } from "../../contracts/http/kin.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";

interface InvitationsProps {
  readonly invitations: readonly InvitationView[];
  readonly path: string;
  readonly mayChange: boolean;
  readonly changed: () => void;
  readonly failed: (problem: AskProblem) => void;
}

/** Who was asked to come, and what became of it; one that is open can be taken back. */
export function Invitations({ invitations, path, mayChange, changed, failed }: InvitationsProps) {
  const words = useWords(kinWords);
  const revoke = async (invitationId: string): Promise<void> => {
    const answer = await ask(path, invited, { do: "revoke", invitationId });
    if (answer.kind === "answer") changed();
    else failed(answer.problem);
  };
  return (
    <ul className={classes.lines}>
      {invitations.toReversed().map(({ id, name, relation, state, endsAt, invitedBy }) => (
        <li key={id} className={classes.line} data-invitation={state}>
          <span>
            {name}（{relation}）· <strong>{words.invitationStates[state]}</strong>
            {state === "open" && ` · ${words.ends(endsAt.slice(0, 10))}`} · {invitedBy.name}
          </span>
          {state === "open" && mayChange && <Button onClick={() => void revoke(id)}>{words.takeBack}</Button>}
        </li>
      ))}
    </ul>
  );
}
