import type { Bilingual } from "../../contracts/http/fields.ts";
import type { PersonView } from "../../contracts/http/people.ts";
import { formWords } from "../parts/form/form-words.ts";
import { peopleWords } from "./people-words.ts";

interface LicenceFields {
  readonly licence: string;
  readonly licensedSince: string;
}

const missing: Bilingual = { zh: formWords.zh.missing, en: formWords.en.missing };
const notALicence: Bilingual = { zh: peopleWords.zh.notALicence, en: peopleWords.en.notALicence };

/** A licence is its number and a date: one of them alone says nothing. */
export function faultsOfLicence({ licence, licensedSince }: LicenceFields): Readonly<Record<string, Bilingual>> {
  const number = licence.trim();
  if (number === "") return licensedSince === "" ? {} : { "/licence/number": missing };
  return {
    ...(!/^[0-9A-Za-z]{10,24}$/.test(number) && { "/licence/number": notALicence }),
    ...(licensedSince === "" && { "/licence/since": missing }),
  };
}

/** What of it changed, as it is sent; taken away where both are empty. */
export function licenceOf(
  { licence, licensedSince }: LicenceFields,
  before: PersonView["licence"],
): { readonly licence?: PersonView["licence"] | null } {
  const number = licence.trim();
  if (number === (before?.number ?? "") && licensedSince === (before?.since ?? "")) return {};
  return { licence: number === "" ? null : { number, since: licensedSince } };
}
