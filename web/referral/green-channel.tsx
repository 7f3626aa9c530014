import { useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { referralPolicy } from "../../contracts/http/referral-policy.ts";
import { type ReferralView, referralDetail } from "../../contracts/http/referrals.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Field, Select } from "../parts/form/field.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { AgreementText } from "./agreement-text.tsx";
import { centres } from "./centre-choice.tsx";
import { greenAsked, isGreenCallable } from "./green-callable.ts";
import { greenCourse } from "./green-course.ts";
import { greenHospitalsOf, preselected, useHouses } from "./green-hospitals.ts";
import { greenWords } from "./green-words.ts";
import classes from "./open-case.module.css";
import { OpenCase, useOpenCase } from "./open-case.tsx";
import { referralWords } from "./referral-words.ts";

/** On an alert's page: the way to a hospital in one action, the case that is under way, or the case that it speaks of. */
export function GreenChannel({ alert }: { readonly alert: AlertView }) {
  const words = { ...useWords(referralWords), ...useWords(greenWords) };
  const me = useMe();
  const open = useOpenCase(alert.residentId, alert.facilityId);
  // From the card of the alert one comes to ask, which calls nobody yet.
  const [isAsking, setIsAsking] = useState(useSearch() === greenAsked);
  if (alert.referralId !== undefined)
    return (
      <Link className={classes.open} href={`/referrals/${encodeURIComponent(alert.referralId)}`}>
        <strong>{words.alertLink}</strong> →
      </Link>
    );
  const mayCall = isGreenCallable(alert) && mayOf(me, "referral.call", alert.facilityId);
  const course = greenCourse(open, alert.id);
  return (
    <>
      {open !== undefined && <OpenCase referral={open} />}
      {open?.receiverPhone !== undefined && open.direction === "up" && (
        <a className={classes.request} href={`tel:${open.receiverPhone}`}>
          {words.callReceiver(open.destination.name, open.receiverPhone)}
        </a>
      )}
      {mayCall && course === "running" && <p>{words.greenRunning}</p>}
      {mayCall && course !== "running" && !isAsking && (
        <Button className={classes.call} onClick={() => setIsAsking(true)} data-green-channel="">
          {words.green}
        </Button>
      )}
      {mayCall && course !== "running" && isAsking && (
        <Call alert={alert} open={open} course={course} leave={() => setIsAsking(false)} />
      )}
    </>
  );
}

interface CallProps {
  readonly alert: AlertView;
  readonly open: ReferralView | undefined;
  readonly course: "call" | "again" | "anew";
  readonly leave: () => void;
}

/**
 * Says what will be done and does it by one more tap; the hospital is the agreed one unless another is chosen. While a
 * case is under way its hospital is called once more, or that case ends for another one.
 */
function Call({ alert, open, course, leave }: CallProps) {
  const speech = useSpeech();
  const words = { ...useWords(referralWords), ...useWords(greenWords) };
  const [, navigate] = useLocation();
  const houses = useHouses(alert.facilityId);
  const hospitals = greenHospitalsOf(houses, alert.facilityId);
  const policyPath = `/api/facilities/${encodeURIComponent(alert.facilityId)}/referral-policy`;
  const { value: policy } = useAnswer(policyPath, () => policyPath, referralPolicy);
  const [chosen, setChosen] = useState<string>();
  const [centre, setCentre] = useState("");
  const [isCalling, setIsCalling] = useState(false);
  const [refusal, setRefusal] = useState<AskProblem>();
  const agreed = policy?.greenChannel?.toFacilityId;
  const hospital = hospitals?.find(({ id }) => id === chosen) ?? preselected(hospitals ?? [], agreed);
  const about = refusal?.kind === "refused" ? refusal.about : undefined;

  async function call(anew: boolean): Promise<void> {
    setIsCalling(true);
    setRefusal(undefined);
    const answer = await ask(`/api/alerts/${encodeURIComponent(alert.id)}/green-channel`, referralDetail, {
      clientAt: new Date(clock.now()).toISOString(),
      ...(hospital !== undefined && { toFacilityId: hospital.id }),
      ...(centre !== "" && { centre }),
      ...(anew && { anew }),
    });
    setIsCalling(false);
    if (answer.kind === "problem") return setRefusal(answer.problem);
    sayRecorded(words.recorded(words.green));
    navigate(`/referrals/${encodeURIComponent(answer.value.id)}`);
  }

  return (
    <section className={classes.ask} aria-label={words.green}>
      <h2 className={classes.heading}>{words.green}</h2>
      <p>
        {words.greenReason}
        {speech.words.colon}
        <strong>{speech.say(alert.title)}</strong> {speech.say(alert.reason)}
      </p>
      {open !== undefined && course === "again" && <p>{words.greenAgainLead(open.destination.name)}</p>}
      {open !== undefined && course === "anew" && <p>{words.greenHereLead(open.destination.name)}</p>}
      <p>{hospitals?.length === 0 ? words.greenNoRoute : words.greenLead}</p>
      {hospitals !== undefined && hospitals.length > 1 && (
        <Field label={words.to}>
          {(ties) => (
            <Select
              {...ties}
              value={hospital?.id ?? ""}
              change={setChosen}
              choices={hospitals.map(({ id, name }) => ({
                value: id,
                label: id === agreed ? `${name}（${words.greenChosen}）` : name,
              }))}
            />
          )}
        </Field>
      )}
      {houses !== undefined && hospital !== undefined && (
        <AgreementText houses={houses} kind="green-channel" from={alert.facilityId} to={hospital.id} />
      )}
      {hospital?.desk === "nobody" && <p>▲ {words.deskEmpty(hospital.name)}</p>}
      <Field label={words.centre} isOptional>
        {(ties) => (
          <Select
            {...ties}
            value={centre}
            change={setCentre}
            empty={words.noCentre}
            choices={centres.map((value) => ({ value, label: words.centres[value] }))}
          />
        )}
      </Field>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {problemText(refusal, speech)}
        </p>
      )}
      {about !== undefined && <Link href={`/referrals/${encodeURIComponent(about)}`}>{words.openCase}</Link>}
      <div className={classes.actions}>
        <Button look="quiet" disabled={isCalling} onClick={leave}>
          {speech.words.cancel}
        </Button>
        {(about !== undefined || course !== "call") && (
          <Button
            look={course === "anew" ? "primary" : "plain"}
            disabled={isCalling || hospital === undefined}
            onClick={() => void call(true)}
          >
            {words.greenAnew(hospital?.name ?? "…")}
          </Button>
        )}
        {course !== "anew" && (
          <Button
            look="primary"
            disabled={isCalling || (hospital === undefined && course === "call")}
            onClick={() => void call(false)}
          >
            {isCalling
              ? words.recording
              : course === "again"
                ? words.greenAgain(open?.destination.name ?? "…")
                : words.greenTo(hospital?.name ?? "…")}
          </Button>
        )}
      </div>
    </section>
  );
}
