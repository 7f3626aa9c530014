import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Finding } from "../../domain/audit/findings.ts";

/** What was found, in words. */
export const findingWords: Readonly<Record<Finding["kind"], Bilingual>> = {
  altered: { zh: "记录被改", en: "an entry was altered" },
  removed: { zh: "记录被删", en: "entries were taken away" },
  inserted: { zh: "记录被插入", en: "an entry was put in" },
  moved: { zh: "记录被换位", en: "an entry was moved" },
  rewritten: { zh: "记录被改写并重算哈希", en: "entries were made anew, with hashes that fit" },
  "tail-cut": { zh: "链末尾被截断", en: "the end of a chain was cut off" },
  "chain-removed": { zh: "整条链被删", en: "a whole chain was taken away" },
  "chain-inserted": { zh: "封存后插入了一条链", en: "a chain was put in after the day was sealed" },
  "anchor-altered": { zh: "锚点被改", en: "an anchor was altered" },
  "anchor-removed": { zh: "锚点被删", en: "an anchor was taken away" },
  "anchor-copy-altered": { zh: "锚点与其副本不一致", en: "an anchor and its copy in the archive differ" },
  "anchor-copy-removed": { zh: "锚点的副本被删", en: "the copy of an anchor was taken away" },
};
