import { type Session, signIn, signOut } from "../sign-in/session.ts";
import classes from "./app.module.css";
import { useFamilyWords } from "./family-words.ts";
import { Action, Quiet, Title } from "./parts.tsx";

type Closed = Exclude<Session["kind"], "open" | "signed-in">;

/** In place of all else while nobody is signed in: what happened, and the one thing to do. */
export function SessionPage({ session }: { readonly session: Extract<Session, { readonly kind: Closed }> }) {
  const { words } = useFamilyWords();
  const { title, text, action } = words.session[session.kind];
  return (
    <main className={classes.session} data-session={session.kind}>
      <Quiet>{words.product}</Quiet>
      <Title>{title}</Title>
      <p>{text}</p>
      <Action
        weight="first"
        disabled={session.kind === "signed-out" && session.isLeaving === true}
        onClick={() => void (session.kind === "no-access" ? signOut() : signIn())}
      >
        {action}
      </Action>
    </main>
  );
}
