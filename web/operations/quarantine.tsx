import type { QuarantineReason, QuarantineView } from "../../contracts/http/quarantine.ts";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech } from "../words/language.tsx";
import type { Words } from "../words/zh.ts";
import classes from "./tables.module.css";

interface QuarantineProps {
  readonly items: readonly QuarantineView[];
  readonly counts: Readonly<Record<string, number>>;
}

function reasonText(reason: string, words: Words): string {
  const reasons: Readonly<Record<QuarantineReason, string>> = words.reasons;
  return Object.hasOwn(reasons, reason) ? reasons[reason as QuarantineReason] : reason;
}

/** What was refused: how often for each reason, then message by message. */
export function Quarantine({ items, counts }: QuarantineProps) {
  const { words, say } = useSpeech();
  const counted = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
  if (items.length === 0 && counted.length === 0) return <p>{words.quarantineEmpty}</p>;
  return (
    <>
      <ul className={classes.counts}>
        {counted.map(([reason, count]) => (
          <li key={reason} className={classes.count}>
            {reasonText(reason, words)} <strong>{count.toLocaleString("en-US")}</strong>
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={words.quarantine} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {[words.time, words.devices, words.kind, words.sample].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row">
                  <Stamp at={Date.parse(item.at)} />
                </th>
                <td className={classes.code}>{item.deviceId ?? words.unknown}</td>
                <td>
                  <strong>{reasonText(item.reason, words)}</strong>
                  <br />
                  {say(item.detail)}
                </td>
                <td className={classes.code}>{item.sample === undefined ? "" : sampleText(item.sample)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** The beginning of a refused message; bytes that are no text are shown as such. */
export function sampleText(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes).slice(0, 120);
  } catch {
    return base64.slice(0, 120);
  }
}
