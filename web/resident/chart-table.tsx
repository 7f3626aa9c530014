import { digitsOf, labelOf, meanDigitsOf } from "../data/codes.ts";
import { useSpeech } from "../words/language.tsx";
import { absolute } from "../words/time-words.ts";
import classes from "./chart-table.module.css";
import { type Sample, tableRows } from "./lines.ts";
import type { Panel } from "./panels.ts";

const mostRows = 96;

/** The same readings as rows, newest first, for those who read rather than look. */
export function ChartTable({
  panel,
  lines,
  title,
}: {
  readonly panel: Panel;
  readonly lines: readonly (readonly Sample[])[];
  readonly title: string;
}) {
  const speech = useSpeech();
  const { words } = speech;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label={title} tabIndex={0}>
      {panel.codes.map((code, index) => (
        <table key={code} className={classes.table}>
          <caption className="said">{labelOf(code, speech)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              {panel.shape === "state" ? (
                <th scope="col">{labelOf(code, speech)}</th>
              ) : (
                [words.minimum, words.mean, words.maximum].map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))
              )}
            </tr>
          </thead>
          <tbody>
            {tableRows(lines[index] ?? [], mostRows).map((row) => (
              <tr key={row.at}>
                <th scope="row">{absolute(row.at).slice(5, 16)}</th>
                {panel.shape === "state" ? (
                  <td>{(row.mean ?? 0) >= 0.5 ? words.yes : words.no}</td>
                ) : (
                  (["low", "mean", "high"] as const).map((part) => (
                    <td key={part}>
                      {part === "mean" ? meanDigitsOf(code, row.mean ?? 0) : digitsOf(code, row[part] ?? 0, speech)}
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </section>
  );
}
