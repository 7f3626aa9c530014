import type { SendResultView } from "../../contracts/http/channels.ts";
import { useLabels } from "../office/labels.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { channelWords } from "./channel-words.ts";
import classes from "./channels.module.css";

/** What came of one test message. */
export function TestOutcome({ result }: { readonly result: SendResultView }) {
  const words = useWords(channelWords);
  const labels = useLabels();
  const { say } = useSpeech();
  return (
    <p className={result.outcome === "accepted" ? classes.accepted : classes.failing}>
      {result.outcome === "accepted" ? "✓" : "!"} {labels.channels[result.channel]}
      {result.label !== undefined && ` · ${result.label}`}
      {" · "}
      {words.outcome[result.outcome]}
      {result.outcome !== "accepted" && ` · ${say(result.message)}`} · {words.took(result.tookMs)}
    </p>
  );
}
