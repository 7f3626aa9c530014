import type { CarePlanActivity, FhirResource, Reference, ServiceRequest } from "fhir/r4";
import type { PaperStatus, ReferralPapers } from "../../domain/referrals/papers.ts";
import { isoTimeOf } from "../iso-time.ts";
import { contractedWords } from "../referral-words.ts";
import { coding, concept, type DocumentEntries, plain, systems } from "./entry.ts";
import type { Cast } from "./people.ts";

/** What becomes of the task is not what becomes of the order: a house that declines leaves it in force for the next one. */
const requestStatus: Readonly<Record<PaperStatus, ServiceRequest["status"]>> = {
  requested: "active",
  accepted: "active",
  "in-progress": "active",
  completed: "completed",
  rejected: "active",
  cancelled: "revoked",
  failed: "revoked",
};

/** Adds the order (ServiceRequest) and what becomes of it (Task); on the way back the plan too. */
export function addRequest(
  papers: ReferralPapers,
  cast: Cast,
  supporting: readonly Reference[],
  entries: DocumentEntries,
): { readonly request: Reference; readonly task: Reference; readonly plan?: Reference } {
  const {
    referralId,
    direction,
    mode,
    urgency,
    isContracted,
    status,
    referredAt,
    expectedAt,
    transferredAt,
    destination,
    snapshot,
    statusAt,
    statusReason,
    isOnHold,
  } = papers;
  const { situation, recommendation } = snapshot.fields;
  const isUp = direction === "up";
  const priority = mode === "green-channel" ? "stat" : (urgency ?? "routine");
  const notes = [isContracted === true ? contractedWords.zh : undefined, recommendation?.value];
  const note = notes.flatMap((text) => (text === undefined ? [] : [{ text: plain(text) }]));
  const request = entries.add("request", {
    resourceType: "ServiceRequest",
    identifier: [{ system: "urn:anhu:referral", value: plain(referralId) }],
    status: isOnHold === true ? "on-hold" : requestStatus[status],
    intent: "order",
    category: [concept("双向转诊", coding(systems.snomed, "3457005", "Patient referral"))],
    priority,
    code: concept(isUp ? "转出（上转）" : "回转（下转）", coding(systems.own, `${direction}-referral`)),
    subject: cast.patient,
    ...(expectedAt === undefined ? {} : { occurrenceDateTime: isoTimeOf(expectedAt) }),
    authoredOn: isoTimeOf(referredAt),
    requester: cast.requester,
    performer: [cast.destination],
    ...(destination.department === undefined ? {} : { performerType: concept(destination.department) }),
    ...(situation?.value === undefined ? {} : { reasonCode: [concept(situation.value)] }),
    ...(supporting.length === 0 ? {} : { supportingInfo: [...supporting] }),
    ...(note.length === 0 ? {} : { note }),
  });
  const task = entries.add("task", {
    resourceType: "Task",
    status,
    intent: "order",
    priority,
    code: { coding: [coding("http://hl7.org/fhir/CodeSystem/task-code", "fulfill", "Fulfill the focal request")] },
    focus: request,
    for: cast.patient,
    ...(statusReason === undefined ? {} : { statusReason: concept(statusReason) }),
    authoredOn: isoTimeOf(referredAt),
    // Never before it was asked for (R4, inv-1): papers that were put right later are asked for by the later ones.
    ...(statusAt === undefined ? {} : { lastModified: isoTimeOf(Math.max(statusAt, referredAt)) }),
    ...(transferredAt === undefined ? {} : { executionPeriod: { start: isoTimeOf(transferredAt) } }),
    requester: cast.requester,
    owner: cast.destination,
  });
  const plan = isUp ? undefined : addPlan(papers, cast, entries);
  return { request, task, ...(plan === undefined ? {} : { plan }) };
}

/** What is to be done at home; absent when the hospital said nothing of it. */
function addPlan(
  { snapshot, referredAt }: ReferralPapers,
  cast: Cast,
  entries: DocumentEntries,
): Reference | undefined {
  const { nextPlan, rehabilitation, followUps } = snapshot.fields;
  const texts = [nextPlan?.value, rehabilitation?.value].flatMap((text) => (text === undefined ? [] : [plain(text)]));
  const activities = (followUps?.value ?? []).map(
    ({ what, dueOn, by }): CarePlanActivity => ({
      detail: {
        status: "scheduled",
        description: plain(by === undefined ? what : `${what}（${by}）`),
        scheduledPeriod: { end: dueOn },
      },
    }),
  );
  if (texts.length === 0 && activities.length === 0) return undefined;
  const resource: FhirResource = {
    resourceType: "CarePlan",
    status: "active",
    intent: "plan",
    title: "回转后治疗、康复与随访",
    subject: cast.patient,
    created: isoTimeOf(referredAt),
    author: cast.origin,
    ...(texts.length === 0 ? {} : { description: texts.join("\n") }),
    ...(activities.length === 0 ? {} : { activity: activities }),
  };
  return entries.add("plan", resource);
}
