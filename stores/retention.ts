import type { TableName } from "./tables.ts";

/**
 * Tables that hold records which a law says how long to keep, and for how long at least. They have no expiry: nothing of
 * them is deleted by itself, since the time counts from a person's last visit, which only the facility knows.
 */
export const keptByLaw = {
  visits:
    "by law 15 years or longer after the resident's last visit (outpatient record, 医疗机构管理条例实施细则 art. 53): the visit with its consent, eligibility, orders and signatures, and its note. Its steps, who came and went and when, are the record of its course (3 years) and stay with it. Signals, sound and picture are stored nowhere",
} as const satisfies Partial<Record<TableName, string>>;
