import { fullNotice, noticeVersion, shortNotice } from "../../../contracts/joining/notice.ts";
import { useFamilyWords } from "../family-words.ts";
import { Card, Quiet } from "../parts.tsx";
import classes from "./join.module.css";
import { useJoinWords } from "./join-words.ts";

/** What is told before anything is seen: the short layer in sight, the whole a tap away. */
export function NoticePart({ heading }: { readonly heading?: string }) {
  const { say } = useFamilyWords();
  const words = useJoinWords();
  return (
    <Card heading={heading ?? words.notice}>
      <ul className={classes.list}>
        {shortNotice.map((sentence) => (
          <li key={sentence.en}>{say(sentence)}</li>
        ))}
      </ul>
      <details className={classes.notice}>
        <summary>{words.full}</summary>
        {fullNotice.map(({ title, text }) => (
          <section key={title.en}>
            <h3>{say(title)}</h3>
            <p>{say(text)}</p>
          </section>
        ))}
      </details>
      <Quiet>{words.version(noticeVersion)}</Quiet>
    </Card>
  );
}
