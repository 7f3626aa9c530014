import type { AgreementView } from "../../contracts/http/consortium.ts";
import type { Faults } from "../parts/form/faults.ts";
import { agreementWords } from "./agreement-words.ts";
import { consortiumWords } from "./consortium-words.ts";

/** The parts of an agreement that are said whole. */
export const writtenParts = ["content", "manner", "fees", "duties"] as const;

/** What is typed into the form of an agreement. */
export interface AgreementValues {
  readonly from: string;
  readonly to: string;
  readonly covers: AgreementView["covers"];
  readonly validFrom: string;
  readonly validUntil: string;
  readonly usualMinutes: string;
  readonly number: string;
  readonly signedOn: string;
  readonly content: string;
  readonly manner: string;
  readonly fees: string;
  readonly duties: string;
  readonly reason: string;
}

const said = (
  { zh, en }: typeof consortiumWords,
  key: "missing" | "another" | "chooseCover" | "minutesRange" | "beforeFirst",
) => ({
  zh: zh[key],
  en: en[key],
});

/** What the form begins with; `agreement` undefined: a new one. */
export function agreementValues(agreement: AgreementView | undefined, today: string): AgreementValues {
  return {
    from: agreement?.fromFacilityId ?? "",
    to: agreement?.toFacilityId ?? "",
    covers: agreement?.covers ?? ["up-referral", "down-referral", "green-channel"],
    validFrom: agreement?.validFrom ?? today,
    validUntil: agreement?.validUntil ?? "",
    usualMinutes: agreement?.usualMinutes === undefined ? "" : String(agreement.usualMinutes),
    number: agreement?.number ?? "",
    signedOn: agreement === undefined ? today : (agreement.signedOn ?? ""),
    content: agreement?.content ?? "",
    manner: agreement?.manner ?? "",
    fees: agreement?.fees ?? "",
    duties: agreement?.duties ?? "",
    reason: "",
  };
}

/** A new one says what was signed; one of before may go on without, but what it says it says whole. */
export function agreementFaults(values: AgreementValues, isNew: boolean, today: string): Faults {
  const { from, to, covers, validFrom, validUntil, usualMinutes, signedOn, reason } = values;
  const missing = said(consortiumWords, "missing");
  const isWritten = isNew || writtenParts.some((part) => values[part].trim() !== "");
  const lacking = isWritten ? writtenParts.filter((part) => values[part].trim() === "") : [];
  return {
    ...(from === "" && { "/fromFacilityId": missing }),
    ...(to === "" && { "/toFacilityId": missing }),
    ...(to !== "" && to === from && { "/toFacilityId": said(consortiumWords, "another") }),
    ...(covers.length === 0 && { "/covers": said(consortiumWords, "chooseCover") }),
    ...(validFrom === "" && { "/validFrom": missing }),
    ...(validUntil !== "" && validUntil < validFrom && { "/validUntil": said(consortiumWords, "beforeFirst") }),
    ...(!isMinutes(usualMinutes) && { "/usualMinutes": said(consortiumWords, "minutesRange") }),
    ...(isNew && signedOn === "" && { "/signedOn": missing }),
    ...(signedOn > today && {
      "/signedOn": { zh: agreementWords.zh.notAfterToday, en: agreementWords.en.notAfterToday },
    }),
    ...Object.fromEntries(lacking.map((part) => [`/${part}`, missing])),
    ...(!isNew && reason.trim() === "" && { "/reason": missing }),
  };
}

/** What is sent; an empty field is not said. */
export function agreementBody(
  { from, to, covers, validFrom, ...texts }: AgreementValues,
  agreement: AgreementView | undefined,
) {
  const { usualMinutes, ...others } = texts;
  const filled = Object.entries(others).filter(([, text]) => text.trim() !== "");
  return {
    ...(agreement !== undefined && { id: agreement.id, version: agreement.version }),
    fromFacilityId: from,
    toFacilityId: to,
    covers,
    validFrom,
    ...(usualMinutes.trim() !== "" && { usualMinutes: Number(usualMinutes) }),
    ...Object.fromEntries(filled.map(([name, text]) => [name, text.trim()])),
  };
}

function isMinutes(typed: string): boolean {
  const text = typed.trim();
  return text === "" || (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1440);
}
