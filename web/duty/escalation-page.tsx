import { useState } from "react";
import { escalationPolicy } from "../../contracts/http/escalation.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOneFacility } from "../data/use-board.ts";
import { useMayHere } from "../data/use-may-here.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Stamp } from "../parts/moment.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { useDutySections } from "./duty-sections.ts";
import { dutyWords } from "./duty-words.ts";
import classes from "./escalation.module.css";
import { escalationWords } from "./escalation-words.ts";
import { PolicyEditor } from "./policy-editor.tsx";
import { RuleText } from "./rule-text.tsx";
import { useCallees } from "./use-callees.ts";

/** Whom a facility's alerts call: the rules that hold, and for whoever may, their editor. */
export function EscalationPage() {
  const words = useWords(escalationWords);
  const duty = useWords(dutyWords);
  const sections = useDutySections();
  const facilityId = useOneFacility();
  return (
    <OfficePage title={duty.escalation} lead={words.policyLead} sections={sections} aside={<FacilityChoice />}>
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <Policy key={facilityId} facilityId={facilityId} />}
    </OfficePage>
  );
}

function Policy({ facilityId }: { readonly facilityId: string }) {
  const words = useWords(escalationWords);
  const mayManage = useMayHere("escalation.manage");
  const path = `/api/facilities/${encodeURIComponent(facilityId)}/escalation-policy`;
  const asked = useAnswer(path, () => path, escalationPolicy);
  const [isEditing, setIsEditing] = useState(false);
  const callees = useCallees(facilityId);
  const policy = asked.value;
  if (policy === undefined)
    return asked.problem === undefined ? (
      <PanelSkeleton height={420} />
    ) : (
      <ProblemNotice problem={asked.problem} again={asked.again} />
    );
  return (
    <>
      <div className={classes.state}>
        <p>
          {policy.isDefault || policy.setAt === undefined ? (
            words.isDefault
          ) : (
            <>
              {words.setBy(policy.setBy ?? "")} <Stamp at={Date.parse(policy.setAt)} />
            </>
          )}
        </p>
        {mayManage && !isEditing && (
          <Button look="primary" onClick={() => setIsEditing(true)}>
            {words.edit}
          </Button>
        )}
      </div>
      {isEditing ? (
        <PolicyEditor
          key={policy.version}
          path={path}
          policy={policy}
          callees={callees}
          cancel={() => setIsEditing(false)}
          done={() => {
            setIsEditing(false);
            sayRecorded(words.policySaved);
            asked.again();
          }}
        />
      ) : (
        <ol className={classes.rules}>
          {policy.rules.map((rule, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
            <li key={at}>
              <Panel>
                <RuleText rule={rule} number={at + 1} callees={callees} />
              </Panel>
            </li>
          ))}
        </ol>
      )}
      {policy.history.length > 0 && (
        <Panel heading={words.history}>
          <ul>
            {policy.history.map(({ version, setBy, setAt, isDefault }) => (
              <li key={version}>
                {words.version(version)} · {setBy} · <Stamp at={Date.parse(setAt)} />
                {isDefault && ` · ${words.defaultVersion}`}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
