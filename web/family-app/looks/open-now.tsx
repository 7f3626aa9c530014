import { whenIs } from "../../words/time-words.ts";
import type { Resident } from "../answers.ts";
import { useFamily } from "../family-store.ts";
import { useFamilyWords } from "../family-words.ts";
import { ActionLink, Card } from "../parts.tsx";
import { useServiceTime } from "../use-standing.ts";
import { useLooksWords } from "./looks-words.ts";
import { isOpenAt, mayHearOfOpenings } from "./openings-answer.ts";
import { useOpenings } from "./use-openings.ts";

const askedEveryMs = 120_000;

/** That a record is open to a hospital now, while it is; nothing otherwise. */
export function OpenNow() {
  const { family } = useFamily();
  return family?.residents
    .filter(mayHearOfOpenings)
    .map((resident) => <OpenNowOf key={resident.id} resident={resident} />);
}

function OpenNowOf({ resident: { id, name } }: { readonly resident: Resident }) {
  const words = useLooksWords();
  const { language, say } = useFamilyWords();
  const now = useServiceTime();
  const { items = [] } = useOpenings(id, Math.floor(now / askedEveryMs));
  const open = items.filter((opening) => isOpenAt(opening, now));
  if (open.length === 0) return null;
  return (
    <Card>
      {open.map((opening) => (
        <p key={opening.id} data-opening="open">
          {words.openNow(name, opening.house, say(opening.role), whenIs(opening.until, now, language))}
        </p>
      ))}
      <ActionLink href="#/looks">{words.title}</ActionLink>
    </Card>
  );
}
