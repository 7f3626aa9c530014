import { useFamily } from "./family-store.ts";
import { useFamilyWords } from "./family-words.ts";
import { Trouble } from "./home-page.tsx";
import { ActionLink, Card, Title } from "./parts.tsx";
import { ResidentView } from "./resident-view.tsx";

/** One of several residents. Whoever may not be seen any more is no longer there. */
export function ResidentPage({ id }: { readonly id: string }) {
  const { words } = useFamilyWords();
  const state = useFamily();
  const resident = state.family?.residents.find((one) => one.id === id);
  if (resident === undefined && state.family === undefined) return <Trouble state={state} />;
  if (resident === undefined) return <NotHere />;
  return (
    <>
      <ResidentView resident={resident} />
      <Trouble state={state} />
      {(state.family?.residents.length ?? 0) > 1 && <ActionLink href="#/">{words.back}</ActionLink>}
    </>
  );
}

export function NotHere() {
  const { words } = useFamilyWords();
  return (
    <Card>
      <Title>{words.notHere}</Title>
      <p>{words.notHereLead}</p>
      <ActionLink href="#/">{words.back}</ActionLink>
    </Card>
  );
}
