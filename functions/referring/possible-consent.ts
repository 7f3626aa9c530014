import { consentOf, type TransferConsentSaid } from "../../contracts/http/transfer-consent.ts";
import { isPossibleConsent, type TransferConsent } from "../../domain/referrals/consent.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/** What is kept of a consent that was said, unless it is of a time to come; `pointer` is where it stands in the request. */
export function possibleConsent(said: TransferConsentSaid, now: number, pointer: string): TransferConsent {
  const consent = consentOf(said);
  if (isPossibleConsent(consent, now)) return consent;
  const messages = { zh: "知情同意的时间在将来", en: "the consent is of a time to come" };
  const detail = { zh: `${messages.zh}，未做任何改动。请核对时间。`, en: `Nothing was changed: ${messages.en}.` };
  throw new RequestRefusedError("invalid-request", detail, [
    { pointer: `#${pointer}/at`, expected: "not after now", messages },
  ]);
}
