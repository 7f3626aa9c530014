import type { AlertView } from "../../contracts/http/alerts.ts";
import { Stamp } from "../parts/moment.tsx";
import { useSpeech } from "../words/language.tsx";
import { otherHouse, useAlertSubject } from "./alert-subject.ts";
import { useAlertWords } from "./alert-words.ts";
import classes from "./case-facts.module.css";

/** Of an alert about a referral: why, when they come, and the number of the other house. Nothing of any other. */
export function CaseFacts({ alert }: { readonly alert: AlertView }) {
  const words = useAlertWords(alert);
  const { brief } = useAlertSubject(alert);
  const { say } = useSpeech();
  if (brief === undefined) return null;
  const other = otherHouse(brief, alert.facilityId);
  return (
    <div className={classes.facts}>
      {brief.centre !== undefined && <p>{words.caseCentre(brief.centre)}</p>}
      {brief.alert !== undefined && <p>{words.caseAlert(say(brief.alert))}</p>}
      {brief.reason !== undefined && <p>{words.caseReason(brief.reason)}</p>}
      {brief.expectedAt !== undefined && brief.backAt === undefined && (
        <p>
          {words.caseExpected} <Stamp at={Date.parse(brief.expectedAt)} />
        </p>
      )}
      {brief.backAt !== undefined && (
        <p>
          {words.caseBack} <Stamp at={Date.parse(brief.backAt)} />
        </p>
      )}
      {other.phone === undefined ? (
        <p>{words.noTelephone(other.name)}</p>
      ) : (
        <a
          className={`${classes.call} ${alert.kind === "referral-unanswered" ? classes.now : ""}`}
          href={`tel:${other.phone}`}
        >
          {words.telephone(other.name, other.phone)}
        </a>
      )}
    </div>
  );
}
