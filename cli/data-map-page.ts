import { classFacts, retentionClassNames } from "../domain/retention/classes.ts";
import { type Period, periodText } from "../domain/retention/period.ts";
import { lengthenable } from "../domain/retention/periods.ts";
import { type DataPart, type DataPlace, dataPart, dataPartNames, type ErasureEnd } from "../stores/data-map.ts";

/** docs/data-map.md: where everything lies, to which class it belongs, and what an erasure does with it. */
export function dataMapPage(): string {
  const rows = dataPartNames.map((name) => {
    const { place, holds, class: kept, ...who }: DataPart = dataPart(name);
    return [
      name,
      placeText(place),
      `${holds.en} ${holds.zh}`,
      kept,
      end(who.resident),
      end(who.relative),
      end(who.staff),
    ];
  });
  return `${[
    "# Where a person's data are",
    "Made from [stores/data-map.ts](../stores/data-map.ts) and [domain/retention/classes.ts](../domain/retention/classes.ts) by `npm run docs`; do not edit. The copy that a person gets of their own data and the erasure both follow this table; a table of the service that stands here nowhere fails a test.",
    "The last three columns say what becomes of it when the data of a resident, a relative or a member of staff are erased: *delete* at once; *archive*: out of sight until the time of its class is over, then deleted; *anonymise*: it stays without them; *stays*: until its own time is over; –: it holds nothing of them.",
    table(["part", "where", "what", "class", "resident", "relative", "staff"], rows),
    "## Classes",
    "Periods of law may be lengthened (`--keep CLASS=TIME` on a box, `retention.records` in a cell's file), never shortened. *Not verified* means: not checked against the text of the law; ask counsel.",
    retentionTable(),
  ].join("\n\n")}\n`;
}

/** The retention table, as docs/data-protection.md shows it too. */
export function retentionTable(): string {
  const rows = retentionClassNames.map((name) => {
    const { label, basis, period, from, source } = classFacts(name);
    const changed = lengthenable.includes(name) ? "yes" : "";
    return [`\`${name}\``, `${label.zh} ${label.en}`, time(period), clockText[from], basis, changed, source];
  });
  return table(["class", "records", "at least", "counts from", "basis", "may be lengthened", "source"], rows);
}

const clockText = {
  "last-visit": "the last visit",
  "last-discharge": "the last discharge from a hospital bed",
  "service-end": "the end of the care (leaving, death)",
  written: "when it was written",
  "in-use": "–",
} as const;

function time(period: Period | undefined): string {
  return period === undefined ? "as long as it is used" : periodText(period);
}

function placeText(place: DataPlace): string {
  switch (place.kind) {
    case "table":
      return `table [${place.table}](tables.md#${place.table})`;
    case "box-table":
      return `table ${place.table} of a box`;
    case "files":
      return `files \`${place.prefix}\` of the archive`;
    case "log":
    case "outside":
      return place.name;
  }
}

function end(what: ErasureEnd | undefined): string {
  return what ?? "–";
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
