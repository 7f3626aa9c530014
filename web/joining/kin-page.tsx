import { useState } from "react";
import { Link } from "wouter";
import { type InvitedView, type KinView, kin } from "../../contracts/http/kin.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { type AskProblem, ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { CodeSheet } from "./code-sheet.tsx";
import { CopyPart } from "./copy-part.tsx";
import { History } from "./history.tsx";
import { Invitations } from "./invitations.tsx";
import { InviteForm } from "./invite-form.tsx";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";
import { RelativeCard } from "./relative-card.tsx";

/** A resident's relatives: what each may see by whose word, who is asked to come, and all that was said. */
export function KinPage({ id }: { readonly id: string }) {
  const words = useWords(kinWords);
  const me = useMe();
  const path = `/api/residents/${encodeURIComponent(id)}`;
  const resident = useAnswer(path, () => path, residentDetail);
  const asked = useAnswer(`${path}/kin`, () => `${path}/kin`, kin);
  const [written, setWritten] = useState<KinView>();
  const [problem, setProblem] = useState<AskProblem>();
  const [invited, setInvited] = useState<InvitedView>();
  const view = written ?? asked.value;
  const name = resident.value?.name;
  const mayChange = resident.value !== undefined && mayOf(me, "kin.manage", resident.value.facilityId);
  const again = (): void => {
    setWritten(undefined);
    setProblem(undefined);
    asked.again();
  };
  const change = async (personId: string, number: number, what: object, sentence: string): Promise<boolean> => {
    const answer = await ask(`${path}/consents`, kin, { personId, number, change: what });
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    if (answer.kind === "problem") return false;
    setWritten(answer.value);
    sayRecorded(sentence);
    return true;
  };
  return (
    <OfficePage title={name === undefined ? words.short : words.title(name)} lead={words.lead}>
      <p className={classes.muted}>{words.rules}</p>
      <p>
        <Link className={classes.link} href={`/residents/${encodeURIComponent(id)}`}>
          ← {words.page}
        </Link>
      </p>
      {invited?.code !== undefined && (
        <CodeSheet
          invited={invited}
          code={invited.code}
          residentName={name ?? ""}
          close={() => setInvited(undefined)}
        />
      )}
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={again} />}
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {view === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {view !== undefined && (
        <>
          <Panel heading={words.relatives}>
            {view.relatives.length === 0 && <p>{words.none}</p>}
            {view.relatives.map((relative) => (
              <RelativeCard
                key={relative.person.id}
                relative={relative}
                guardians={view.relatives.filter(
                  ({ isGuardian, person }) => isGuardian && person.id !== relative.person.id,
                )}
                mayChange={mayChange}
                change={(what, sentence) => change(relative.person.id, relative.number, what, sentence)}
              />
            ))}
          </Panel>
          {mayChange && resident.value?.discharge === undefined && (
            <Panel heading={words.invite}>
              <p className={classes.muted}>{words.inviteLead}</p>
              <InviteForm
                key={view.invitations.length}
                path={`${path}/invitations`}
                done={(made) => {
                  setInvited(made);
                  again();
                  window.scrollTo(0, 0);
                }}
              />
            </Panel>
          )}
          {view.invitations.length > 0 && (
            <Panel heading={words.invitations}>
              <Invitations
                invitations={view.invitations}
                path={`${path}/invitations`}
                mayChange={mayChange}
                changed={again}
                failed={setProblem}
              />
            </Panel>
          )}
          {resident.value !== undefined && mayOf(me, "record.copy", resident.value.facilityId) && (
            <Panel heading={words.copy}>
              <CopyPart residentId={id} failed={setProblem} />
            </Panel>
          )}
          <Panel heading={words.history}>
            <History entries={view.history} />
          </Panel>
        </>
      )}
    </OfficePage>
  );
}
