import { type Both, fieldsOf, given, itemsOf, type Resident, textOf, timeOf } from "../answers.ts";

/** A record that was opened in an emergency, as relatives are told it. */
export interface ShownOpening {
  readonly id: string;
  readonly openedAt: number;
  readonly until: number;
  /** Absent while it is open, as far as the service said. */
  readonly overSince?: number;
  readonly house: string;
  readonly role: Both;
  readonly why: Both;
  /** Absent while nobody has judged it. */
  readonly verdict?: Both;
}

const roles: Readonly<Record<string, Both>> = {
  doctor: { zh: "医生", en: "a doctor" },
  nurse: { zh: "护士", en: "a nurse" },
  "referral-coordinator": { zh: "转诊专员", en: "a coordinator" },
};
const staff: Both = { zh: "工作人员", en: "somebody of the staff" };

const reasons: Readonly<Record<string, Both>> = {
  unconscious: { zh: "本人昏迷或说不清", en: "unconscious, or could not tell" },
  rescue: { zh: "抢救需要", en: "needed to save life" },
  deteriorating: { zh: "病情变化", en: "getting worse" },
};
const otherReason: Both = { zh: "其他急需", en: "another urgent need" };

const verdicts: Readonly<Record<string, Both>> = {
  justified: { zh: "机构已复核：应当打开", en: "The facility reviewed it: it was right" },
  "not-justified": { zh: "机构已复核：不应打开", en: "The facility reviewed it: it was not right" },
};

/** GET /api/residents/{id}/opening-notices, read leniently; undefined where it is no such answer. */
export function openingsOf(value: unknown): readonly ShownOpening[] | undefined {
  const { items } = fieldsOf(value);
  return Array.isArray(items) ? itemsOf(items).flatMap((item) => openingOf(item) ?? []) : undefined;
}

function openingOf(value: unknown): ShownOpening | undefined {
  const fields = fieldsOf(value);
  const [id, openedAt, until] = [textOf(fields.id), timeOf(fields.openedAt), timeOf(fields.until)];
  if (id === undefined || openedAt === undefined || until === undefined) return undefined;
  return {
    id,
    openedAt,
    until,
    house: textOf(fields.house) ?? "—",
    role: roles[textOf(fields.role) ?? ""] ?? staff,
    why: reasons[textOf(fields.reason) ?? ""] ?? otherReason,
    ...given("overSince", timeOf(fields.overSince)),
    ...given("verdict", verdicts[textOf(fields.verdict) ?? ""]),
  };
}

export function isOpenAt({ until, overSince }: Pick<ShownOpening, "until" | "overSince">, now: number): boolean {
  return overSince === undefined && now < until;
}

/** Who may hear that the record was opened: whoever hears of alerts or sees the record. */
export function mayHearOfOpenings({ access }: Pick<Resident, "access">): boolean {
  const { state, classes } = access;
  return state === "guardian" || state === "emergencies" || classes.includes("alerts") || classes.includes("record");
}
