import type { Bilingual } from "../../contracts/http/fields.ts";
import type { TransferConsentSaid } from "../../contracts/http/transfer-consent.ts";
import type { consentGiverWords, consentWayWords } from "../../contracts/referral-words.ts";
import { clock } from "../data/clock.ts";

const shanghaiMs = 8 * 3_600_000;

/** A consent as it is typed; `consent` empty: nothing is said of it. Times are of Asia/Shanghai. */
export interface ConsentDraft {
  readonly consent: "" | TransferConsentSaid["kind"];
  readonly consentWho: string;
  readonly consentName: string;
  readonly consentRelation: string;
  readonly consentHow: string;
  readonly consentAt: string;
  readonly consentWitness: string;
  readonly consentReason: string;
  readonly consentApprovedBy: string;
}

/** What was said of it before, else nothing with the time now. */
export function consentDraftOf(said: TransferConsentSaid | undefined): ConsentDraft {
  return {
    consent: said?.kind ?? "",
    consentWho: said?.kind === "given" ? said.who : "relative",
    consentName: said?.kind === "given" ? said.name : "",
    consentRelation: said?.kind === "given" ? (said.relation ?? "") : "",
    consentHow: said?.kind === "given" ? said.how : "phone",
    consentAt: wallTime(said === undefined ? clock.now() : Date.parse(said.at)),
    consentWitness: said?.witness ?? "",
    consentReason: said?.kind === "emergency" ? said.reason : "",
    consentApprovedBy: said?.kind === "emergency" ? said.approvedBy : "",
  };
}

/** As it is sent; undefined where nothing is said. */
export function consentIn(draft: ConsentDraft): TransferConsentSaid | undefined {
  if (draft.consent === "") return undefined;
  const text = (value: string) => (value.trim() === "" ? undefined : value.trim());
  const witness = text(draft.consentWitness);
  const heard = { at: `${draft.consentAt}:00+08:00`, ...(witness !== undefined && { witness }) };
  if (draft.consent === "emergency")
    return {
      kind: "emergency",
      reason: draft.consentReason.trim(),
      approvedBy: draft.consentApprovedBy.trim(),
      ...heard,
    };
  const relation = draft.consentWho === "resident" ? undefined : text(draft.consentRelation);
  return {
    kind: "given",
    who: draft.consentWho as keyof typeof consentGiverWords,
    name: draft.consentName.trim(),
    ...(relation !== undefined && { relation }),
    how: draft.consentHow as keyof typeof consentWayWords,
    ...heard,
  };
}

/** What is missing of it, by the pointer of the request under which it stands. */
export function consentFaults(
  draft: ConsentDraft,
  at: string,
  missing: Bilingual,
): Readonly<Record<string, Bilingual>> {
  const asked: readonly (readonly [keyof ConsentDraft, string])[] =
    draft.consent === ""
      ? []
      : draft.consent === "given"
        ? [["consentName", "name"]]
        : [
            ["consentReason", "reason"],
            ["consentApprovedBy", "approvedBy"],
          ];
  const time = draft.consent !== "" && draft.consentAt === "" ? [["consentAt", "at"] as const] : [];
  const empty = [...asked, ...time].filter(([name]) => draft[name].trim() === "");
  return Object.fromEntries(empty.map(([, field]) => [`${at}/${field}`, missing]));
}

/** Where each value stands in the request. */
export function consentPointers(at: string): Readonly<Record<keyof ConsentDraft, string>> {
  return {
    consent: `${at}/kind`,
    consentWho: `${at}/who`,
    consentName: `${at}/name`,
    consentRelation: `${at}/relation`,
    consentHow: `${at}/how`,
    consentAt: `${at}/at`,
    consentWitness: `${at}/witness`,
    consentReason: `${at}/reason`,
    consentApprovedBy: `${at}/approvedBy`,
  };
}

/** `2026-11-22T02:13` as a field of date and time takes it. */
function wallTime(at: number): string {
  return new Date(at + shanghaiMs).toISOString().slice(0, 16);
}
