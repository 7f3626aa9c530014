import { useState } from "react";
import { Link, useLocation } from "wouter";
import { consortium } from "../../contracts/http/consortium.ts";
import { type ReferralDetailView, referralDetail } from "../../contracts/http/referrals.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useFacilities, useIsRead, useStays } from "../data/use-board.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { AreaField, Check, Field, Select, SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { AgreementText } from "./agreement-text.tsx";
import { consentDraftOf, consentFaults, consentIn, consentPointers } from "./consent-draft.ts";
import { ConsentFields } from "./consent-fields.tsx";
import { consentWords } from "./consent-words.ts";
import { OpenCase, useOpenCase } from "./open-case.tsx";
import classes from "./referral-page.module.css";
import { useReferralSections } from "./referral-sections.ts";
import { referralWords } from "./referral-words.ts";
import { type StoppedVisit, useStoppedVisit } from "./stopped-visit.ts";
import { UrgencyField } from "./urgency-field.tsx";
import { urgencyText } from "./urgency-words.ts";

/** Asks a hospital, or on the way back a house of primary care, to take a resident; a case that is open is shown instead. */
export function RequestReferralPage() {
  const words = useWords(referralWords);
  const sections = useReferralSections();
  const asked = new URLSearchParams(location.search);
  const [residentId, setResidentId] = useState(asked.get("residentId") ?? "");
  const stays = useStays();
  const facilities = useFacilities() ?? [];
  const isOfSeveral = new Set(stays.map(({ facilityId }) => facilityId)).size > 1;
  const houseOf = (facilityId: string) => facilities.find(({ id }) => id === facilityId)?.name ?? facilityId;
  const isNamed = asked.has("residentId");
  const isRead = useIsRead();
  if (!isNamed && isRead && stays.length === 0) return <NobodyHere />;
  return (
    <OfficePage title={words.request} lead={words.requestLead} sections={sections}>
      <Panel>
        {!isNamed && (
          <Field label={words.who}>
            {(ties) => (
              <Select
                {...ties}
                value={residentId}
                change={setResidentId}
                empty="—"
                choices={stays.map(({ id, name, bed, facilityId }) => ({
                  value: id,
                  label: `${name} ${bed?.label ?? ""}${isOfSeveral ? ` · ${houseOf(facilityId)}` : ""}`,
                }))}
              />
            )}
          </Field>
        )}
        {residentId !== "" && <RequestFor key={residentId} residentId={residentId} />}
      </Panel>
    </OfficePage>
  );
}

/** Whoever has no residents sends nobody away from home: a hospital goes on from the case that brought somebody. */
function NobodyHere() {
  const words = useWords(referralWords);
  const sections = useReferralSections();
  const mayRead = mayOf(useMe(), "referral.read");
  return (
    <OfficePage title={words.request} sections={sections}>
      <Panel>
        <p>{words.nobodyHere}</p>
        <p>{words.fromTheCase}</p>
        {mayRead && (
          <ul className={classes.ways}>
            <li>
              <Link href="/referrals/arrivals">{words.board}</Link>
            </li>
            <li>
              <Link href="/referrals">{words.list}</Link>
            </li>
          </ul>
        )}
      </Panel>
    </OfficePage>
  );
}

function RequestFor({ residentId }: { readonly residentId: string }) {
  const words = useWords(referralWords);
  const path = `/api/residents/${encodeURIComponent(residentId)}`;
  const { value: resident, problem, again } = useAnswer(path, () => path, residentDetail);
  const open = useOpenCase(residentId, resident?.facilityId);
  const visit = useStoppedVisit(residentId);
  if (problem !== undefined) return <ProblemNotice problem={problem} again={again} />;
  if (resident === undefined || visit.isAwaited) return <PanelSkeleton height={240} />;
  return (
    <>
      <h2>{words.requestFor(resident.name)}</h2>
      {open !== undefined && <OpenCase referral={open} />}
      {(open === undefined || open.untakenSince !== undefined) && (
        <RequestForm residentId={residentId} facilityId={resident.facilityId} visit={visit.value} />
      )}
    </>
  );
}

/** Of whom a hospital is asked to take in; an emergency asks nobody. */
function isAskedHowSoon(way: string, isUrgent: boolean): boolean {
  return way === "up" && !isUrgent;
}

interface RequestFormProps {
  readonly residentId: string;
  readonly facilityId: string;
  /** Out of which it is asked: then its reason stands there already, and the hospital can be called at once. */
  readonly visit: StoppedVisit | undefined;
}

function RequestForm({ residentId, facilityId, visit }: RequestFormProps) {
  const words = useWords(referralWords);
  const [, navigate] = useLocation();
  const path = `/api/consortium?facilityId=${encodeURIComponent(facilityId)}`;
  const { value: houses, problem, again } = useAnswer(path, () => path, consortium);
  const form = useForm({
    initial: {
      way: "up",
      toFacilityId: "",
      departmentId: "",
      reason: visit?.reason ?? "",
      isUrgent: false,
      urgency: "",
      expectedAt: "",
      ...consentDraftOf(undefined),
    },
    pointers: consentPointers("/consent"),
    check: ({ way, toFacilityId, reason, isUrgent, urgency, ...consent }) => ({
      ...(isAskedHowSoon(way, isUrgent) && urgency === "" && { "/urgency": urgencyText.zh.missing }),
      ...consentFaults(consent, "/consent", consentWords.zh.missing),
      ...(toFacilityId === "" && !isUrgent && { "/toFacilityId": referralWords.zh.houseMissing }),
      ...(reason.trim() === "" && { "/reason": referralWords.zh.whyMissing }),
    }),
    send: ({ way, toFacilityId, departmentId, reason, isUrgent, urgency, expectedAt, ...draft }) => {
      const consent = consentIn(draft);
      return ask<ReferralDetailView>("/api/referrals", referralDetail, {
        clientAt: new Date(clock.now()).toISOString(),
        residentId,
        direction: way,
        ...(isUrgent && { mode: "green-channel" }),
        ...(isAskedHowSoon(way, isUrgent) && { urgency }),
        ...(toFacilityId !== "" && { toFacilityId }),
        ...(visit !== undefined && { visitId: visit.id }),
        reason: reason.trim(),
        ...(departmentId !== "" && { departmentId }),
        ...(expectedAt !== "" && { expectedAt: `${expectedAt}:00+08:00` }),
        ...(consent !== undefined && { consent }),
      });
    },
    done: ({ id }) => {
      sayRecorded(words.recorded(words.request));
      navigate(`/referrals/${encodeURIComponent(id)}`);
    },
  });
  if (problem !== undefined) return <ProblemNotice problem={problem} again={again} />;
  if (houses === undefined) return <PanelSkeleton height={240} />;
  const leading = (kind: "up-referral" | "down-referral") => [
    ...new Set(
      houses.routes
        .filter((route) => route.kind === kind && route.fromFacilityId === facilityId)
        .map(({ toFacilityId }) => toFacilityId),
    ),
  ];
  const ways = [
    { value: "up", label: words.upTo, ids: leading("up-referral") },
    { value: "down", label: words.downTo, ids: leading("down-referral") },
  ].filter(({ ids }) => ids.length > 0);
  const way = ways.find(({ value }) => value === form.values.way) ?? ways[0];
  if (way === undefined) return <p>{words.noRoutes}</p>;
  const departments = houses.facilities.find(({ id }) => id === form.values.toFacilityId)?.departments ?? [];
  const about = form.problem?.kind === "refused" ? form.problem.about : undefined;
  return (
    <FormFrame form={form} label={words.request} submit={words.send}>
      {ways.length > 1 && (
        <Field label={words.way}>
          {(ties) => (
            <Select
              {...ties}
              value={way.value}
              change={(value) => form.set({ way: value, toFacilityId: "", departmentId: "" })}
              choices={ways}
            />
          )}
        </Field>
      )}
      <SelectField
        form={form}
        name="toFacilityId"
        label={words.to}
        empty="—"
        choices={way.ids.map((id) => ({
          value: id,
          label: houses.facilities.find((house) => house.id === id)?.name ?? id,
        }))}
      />
      <AgreementText
        houses={houses}
        kind={way.value === "up" ? "up-referral" : "down-referral"}
        from={facilityId}
        to={form.values.toFacilityId}
      />
      {isAskedHowSoon(way.value, form.values.isUrgent) && <UrgencyField form={form} />}
      {departments.length > 0 && (
        <SelectField
          form={form}
          name="departmentId"
          label={words.department}
          isOptional
          empty={words.noDepartment}
          choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField form={form} name="expectedAt" type="datetime-local" label={words.expectedAt} isOptional />
      {visit !== undefined && way.value === "up" && (
        <Check label={words.urgent} checked={form.values.isUrgent} change={(isUrgent) => form.set({ isUrgent })} />
      )}
      <AreaField form={form} name="reason" label={words.whyRequest} rows={4} isWide />
      <ConsentFields form={form} />
      {about !== undefined && <Link href={`/referrals/${encodeURIComponent(about)}`}>{words.openCase}</Link>}
    </FormFrame>
  );
}
