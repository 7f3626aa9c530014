import { escalationPolicy } from "../../contracts/http/escalation.ts";
import { type ReferralPolicyView, referralPolicy } from "../../contracts/http/referral-policy.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOneFacility } from "../data/use-board.ts";
import { useMayHere } from "../data/use-may-here.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Check, SelectField } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { Deadlines } from "./deadlines-form.tsx";
import { useGreenHospitals } from "./green-hospitals.ts";
import { greenWords } from "./green-words.ts";
import { policyWords } from "./policy-words.ts";
import { useReferralSections } from "./referral-sections.ts";
import { referralWords } from "./referral-words.ts";
import { minutesOfStep } from "./step-minutes.ts";

/** What a facility has agreed to have done in its name when an alert calls and nobody answers. */
export function ReferralPolicyPage() {
  const words = { ...useWords(referralWords), ...useWords(greenWords), ...useWords(policyWords) };
  const sections = useReferralSections();
  const facilityId = useOneFacility();
  return (
    <OfficePage title={words.policy} lead={words.policyLead} sections={sections} aside={<FacilityChoice />}>
      {facilityId === undefined ? (
        <PanelSkeleton height={320} />
      ) : (
        <PolicyOf key={facilityId} facilityId={facilityId} />
      )}
    </OfficePage>
  );
}

function PolicyOf({ facilityId }: { readonly facilityId: string }) {
  const words = { ...useWords(referralWords), ...useWords(greenWords), ...useWords(policyWords) };
  const mayManage = useMayHere("escalation.manage");
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/referral-policy`;
  const asked = useAnswer(path, () => path, referralPolicy);
  const hospitals = useGreenHospitals(facilityId);
  const whenIs = useStepWords(facilityId);
  const policy = asked.value;
  if (policy === undefined)
    return asked.problem === undefined ? (
      <PanelSkeleton height={320} />
    ) : (
      <ProblemNotice problem={asked.problem} again={asked.again} />
    );
  const { greenChannel } = policy;
  const house = hospitals?.find(({ id }) => id === greenChannel?.toFacilityId)?.name ?? words.policyFirst;
  return (
    <>
      <Panel>
        <p data-policy={greenChannel === undefined ? "off" : "on"}>
          <strong>
            {greenChannel === undefined ? words.policyOff : words.policyOn(whenIs(greenChannel.afterStep), house)}
          </strong>
          {policy.setAt !== undefined && (
            <>
              {" "}
              {words.policySetBy(policy.setBy ?? "")} <Stamp at={Date.parse(policy.setAt)} />
            </>
          )}
        </p>
        <p>{words.policyHospice}</p>
        {hospitals?.length === 0 && <p>{words.greenNoRoute}</p>}
        {mayManage && hospitals !== undefined && hospitals.length > 0 && (
          <PolicyForm
            key={policy.version}
            path={path}
            policy={policy}
            hospitals={hospitals}
            whenIs={whenIs}
            done={() => {
              sayRecorded(words.policySaved);
              asked.again();
            }}
          />
        )}
      </Panel>
      <Deadlines
        key={`deadlines ${policy.version}`}
        path={path}
        policy={policy}
        mayManage={mayManage}
        done={() => asked.again()}
      />
    </>
  );
}

/** When a step of a house's calls for an emergency is taken, in minutes; by its number while that is not known. */
function useStepWords(facilityId: string): (step: number) => string {
  const words = useWords(policyWords);
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/escalation-policy`;
  const { value } = useAnswer(path, () => path, escalationPolicy);
  return (step) => {
    const minutes = minutesOfStep(value?.rules ?? [], step);
    if (minutes.length === 0) return words.afterStep(step);
    if (minutes.every((each) => each === 0)) return words.atOnce;
    const said = words.afterMinutes(minutes.map((each) => String(Math.round(each * 10) / 10)));
    return minutes.length === 1 ? said : `${said}${words.dependsOnHour}`;
  };
}

interface PolicyFormProps {
  readonly path: string;
  readonly policy: ReferralPolicyView;
  readonly hospitals: readonly { readonly id: string; readonly name: string }[];
  /** When a step of the calls is taken, in words. */
  readonly whenIs: (step: number) => string;
  readonly done: () => void;
}

/** Steps that are offered; whoever wants to wait longer than eight calls calls the hospital sooner. */
const offered = [1, 2, 3, 4, 5, 6, 7, 8];

function PolicyForm({ path, policy, hospitals, whenIs, done }: PolicyFormProps) {
  const words = { ...useWords(referralWords), ...useWords(greenWords), ...useWords(policyWords) };
  const form = useForm({
    initial: {
      isOn: policy.greenChannel !== undefined,
      afterStep: String(policy.greenChannel?.afterStep ?? 4),
      toFacilityId: policy.greenChannel?.toFacilityId ?? "",
    },
    pointers: { afterStep: "/greenChannel/afterStep", toFacilityId: "/greenChannel/toFacilityId" },
    send: ({ isOn, afterStep, toFacilityId }) =>
      ask(path, referralPolicy, {
        version: policy.version,
        ...(isOn && {
          greenChannel: { afterStep: Number(afterStep), ...(toFacilityId !== "" && { toFacilityId }) },
        }),
      }),
    done,
  });
  const set = policy.greenChannel?.afterStep;
  const steps = set === undefined || offered.includes(set) ? offered : [...offered, set];
  return (
    <FormFrame form={form} label={words.policy}>
      <div className={formClasses.wide}>
        <Check label={words.policySwitch} checked={form.values.isOn} change={(isOn) => form.set({ isOn })} />
      </div>
      {form.values.isOn && (
        <>
          <SelectField
            form={form}
            name="afterStep"
            label={words.policyAfter}
            hint={words.policyAfterHint}
            choices={steps.map((step) => ({ value: String(step), label: whenIs(step) }))}
          />
          <SelectField
            form={form}
            name="toFacilityId"
            label={words.to}
            empty={words.policyFirst}
            choices={hospitals.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      )}
    </FormFrame>
  );
}
