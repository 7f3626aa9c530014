import { useFamily } from "../family-store.ts";
import { Quiet, Title } from "../parts.tsx";
import { useMessageWords } from "./message-words.ts";
import { ThreadPanel } from "./thread-panel.tsx";

/** What one writes with the care teams of one's relatives; of several each has its own. */
export function MessagesPage() {
  const words = useMessageWords();
  const { family } = useFamily();
  const residents = family?.residents.filter(({ access }) => access.classes.includes("status-light"));
  return (
    <>
      <Title>{words.title}</Title>
      {residents?.length === 0 && <Quiet>{words.nobody}</Quiet>}
      {residents?.map(({ id, name, facility }) => (
        <ThreadPanel key={id} residentId={id} name={name} phone={facility.phone} facilityName={facility.name} />
      ))}
    </>
  );
}
