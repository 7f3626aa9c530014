import type { FacilityView } from "../../contracts/http/facilities.ts";
import { facilityPageWords } from "./facility-page-words.ts";

type Counts = NonNullable<FacilityView["licensed"]>;
export type BedUse = keyof Counts;
export const bedUses: readonly BedUse[] = ["care", "rehabilitation", "nursing", "hospice", "medical"];
type CountKind = "licensed" | "convertible";

/** What stands in the fields of a form about counts, by `licensed.<use>` and `convertible.<use>`. */
type CountTexts<K extends CountKind = CountKind> = Readonly<Record<`${K}.${BedUse}`, string>>;

const most = 5000;
const notACount = { zh: facilityPageWords.zh.notACount, en: facilityPageWords.en.notACount };

/** The counts as one types them; one that is not said is empty. */
export function countTexts<K extends CountKind>(kind: K, counts: Counts | undefined): CountTexts<K> {
  return Object.fromEntries(
    bedUses.map((use) => [`${kind}.${use}`, counts?.[use]?.toString() ?? ""]),
  ) as unknown as CountTexts<K>;
}

/** The counts as they are sent: without those of empty fields. */
export function countsOf(kind: CountKind, texts: CountTexts): Counts {
  return Object.fromEntries(
    bedUses.flatMap((use) => {
      const text = texts[`${kind}.${use}`].trim();
      return text === "" ? [] : [[use, Number(text)]];
    }),
  );
}

/** What is no count: anything but a whole number that is not negative, and at most what the service takes. */
export function countFaults(texts: CountTexts): Readonly<Record<string, typeof notACount>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => {
      const isCount = text.trim() === "" || (/^\d{1,4}$/.test(text.trim()) && Number(text) <= most);
      return isCount ? [] : [[`/${name.replace(".", "/")}`, notACount] as const];
    }),
  );
}
