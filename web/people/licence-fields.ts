import type { Bilingual } from "../../contracts/http/fields.ts";
import type { PersonView } from "../../contracts/http/people.ts";
import { formWords } from "../parts/form/form-words.ts";
import { peopleWords } from "./people-words.ts";

/** A facility at which a doctor may practise, as it is edited; `until` empty: without an end. */
export interface SiteRow {
  readonly facilityId: string;
  readonly until: string;
}

interface LicenceFields {
  readonly licence: string;
  readonly licensedSince: string;
  readonly practisesAt: readonly SiteRow[];
}

const missing: Bilingual = { zh: formWords.zh.missing, en: formWords.en.missing };
const notALicence: Bilingual = { zh: peopleWords.zh.notALicence, en: peopleWords.en.notALicence };

/** A licence is its number and a date: one of them alone says nothing. */
export function faultsOfLicence({
  licence,
  licensedSince,
  practisesAt,
}: LicenceFields): Readonly<Record<string, Bilingual>> {
  const number = licence.trim();
  if (number === "") return licensedSince === "" && practisesAt.length === 0 ? {} : { "/licence/number": missing };
  return {
    ...(!/^[0-9A-Za-z]{10,24}$/.test(number) && { "/licence/number": notALicence }),
    ...(licensedSince === "" && { "/licence/since": missing }),
    ...Object.fromEntries(
      practisesAt.flatMap(({ facilityId }, at) =>
        facilityId === "" ? [[`/licence/practisesAt/${at}/facilityId`, missing]] : [],
      ),
    ),
  };
}

/** What of it changed, as it is sent; taken away where both are empty. */
export function licenceOf(
  { licence, licensedSince, practisesAt }: LicenceFields,
  before: PersonView["licence"],
): { readonly licence?: PersonView["licence"] | null } {
  const number = licence.trim();
  const isSame = number === (before?.number ?? "") && licensedSince === (before?.since ?? "");
  if (isSame && JSON.stringify(practisesAt) === JSON.stringify(siteRowsOf(before))) return {};
  const sites = practisesAt.map(({ facilityId, until }) => ({ facilityId, ...(until !== "" && { until }) }));
  if (number === "") return { licence: null };
  return { licence: { number, since: licensedSince, ...(sites.length > 0 && { practisesAt: sites }) } };
}

/** The recorded sites as they are edited. */
export function siteRowsOf(licence: PersonView["licence"]): readonly SiteRow[] {
  return (licence?.practisesAt ?? []).map(({ facilityId, until = "" }) => ({ facilityId, until }));
}
