import { Card } from "../parts.tsx";
import { useMessageWords } from "./message-words.ts";
import classes from "./messages.module.css";
import type { Wishes } from "./wishes-answer.ts";

const ways = ["web-push", "sms", "email"];

interface WaysChoiceProps {
  readonly wishes: Wishes;
  readonly choose: (channels: readonly string[]) => void;
}

/** By which ways one is told; none is allowed, and said to be so. */
export function WaysChoice({ wishes: { channels, reachable }, choose }: WaysChoiceProps) {
  const words = useMessageWords();
  return (
    <Card>
      <fieldset className={classes.choice}>
        <legend>{words.ways}</legend>
        {ways.map((way) => (
          <label key={way}>
            <input
              type="checkbox"
              checked={channels.includes(way)}
              onChange={({ target }) =>
                choose(ways.filter((one) => (one === way ? target.checked : channels.includes(one))))
              }
            />
            {words.wayNames[way]}
            {!reachable.includes(way) && ` · ${words.noAddress}`}
          </label>
        ))}
      </fieldset>
      {!channels.some((way) => reachable.includes(way)) && <p role="alert">{words.noWay}</p>}
    </Card>
  );
}
