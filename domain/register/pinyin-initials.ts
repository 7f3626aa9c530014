/**
 * The first character of each letter in the order of pinyin, as GB 2312 level 1 and Unicode's pinyin collation sort them;
 * no syllable begins with i, u or v.
 */
const firstOfLetter: readonly (readonly [letter: string, first: string])[] = [
  ["a", "阿"],
  ["b", "八"],
  ["c", "嚓"],
  ["d", "哒"],
  ["e", "妸"],
  ["f", "发"],
  ["g", "旮"],
  ["h", "哈"],
  ["j", "丌"],
  ["k", "咔"],
  ["l", "垃"],
  ["m", "妈"],
  ["n", "拿"],
  ["o", "噢"],
  ["p", "妑"],
  ["q", "七"],
  ["r", "呥"],
  ["s", "仨"],
  ["t", "他"],
  ["w", "屲"],
  ["x", "夕"],
  ["y", "丫"],
  ["z", "帀"],
];

/** Surnames that are read otherwise than their character mostly is. */
const surnames: Readonly<Record<string, string>> = {
  单: "s",
  曾: "z",
  解: "x",
  仇: "q",
  查: "z",
  区: "o",
  盖: "g",
  缪: "m",
  朴: "p",
  翟: "z",
  覃: "q",
  乐: "y",
  折: "s",
  种: "c",
  召: "s",
  员: "y",
  尉: "y",
  冼: "x",
  万: "w",
};

const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
const han = /\p{Script=Han}/u;
const known = new Map<string, string>();

/**
 * The initials of a name's pinyin, e.g. 王桂英 → `wgy`; other letters stay as they are. Readings go by the usual one of each
 * character: good for a search that shows what it found, and for nothing else.
 */
export function pinyinInitials(name: string): string {
  return [...name]
    .map((character, index) => (index === 0 ? surnames[character] : undefined) ?? initialOf(character))
    .join("");
}

function initialOf(character: string): string {
  if (!han.test(character)) return character;
  const before = known.get(character);
  if (before !== undefined) return before;
  const initial = firstOfLetter.findLast(([, first]) => collator.compare(first, character) <= 0)?.[0] ?? character;
  known.set(character, initial);
  return initial;
}
