import * as z from "zod/mini";
import {
  acknowledgement,
  alert,
  alertDetail,
  alertList,
  alertQuery,
  arrival,
  comment,
  release,
  reopening,
  resolution,
  shelving,
  unshelving,
} from "./http/alerts.ts";
import {
  bedBoard,
  bedEvent,
  bedHistory,
  bedHistoryQuery,
  bedHold,
  bedOnBoard,
  bedRelease,
  conversion,
  conversionAdvance,
  conversionList,
  conversionRequest,
  conversionsQuery,
  freeBeds,
  freeBedsQuery,
  heldBed,
  releasedBed,
} from "./http/beds.ts";
import {
  channel,
  channelChange,
  channelChanged,
  channelList,
  channelQuery,
  channelTest,
  sendResult,
  testMessage,
  testResults,
} from "./http/channels.ts";
import { agreement, agreementEnd, agreementList, agreementTerms, consortium, ofFacility } from "./http/consortium.ts";
import { alertNotifications, delivery, deliveryList, deliveryQuery } from "./http/deliveries.ts";
import {
  assignment,
  device,
  deviceList,
  deviceQuery,
  enrolled,
  enrolment,
  expectation,
  expectationResult,
  rotation,
} from "./http/devices.ts";
import { dutyChange, dutyChanges, dutyQuery, dutySwap, roster, swapRequest } from "./http/duties.ts";
import { callChain, callChainQuery, escalationPolicy, newEscalationPolicy } from "./http/escalation.ts";
import { bed, department, facility, facilityChange, facilityList, newBed, newFacility } from "./http/facilities.ts";
import { bilingual, id, idInPath, isoTime, noParameters, observationCode } from "./http/fields.ts";
import {
  handOver,
  handOverConfirmation,
  handOverList,
  handOverResult,
  handOverSheet,
  newHandOver,
  spanQuery,
} from "./http/hand-overs.ts";
import { health, healthDetails, healthQuery } from "./http/health.ts";
import { importRequest, importResult } from "./http/import.ts";
import { liveLease, liveLeaseRequest } from "./http/live-lease.ts";
import { me, meChange, signedOut } from "./http/me.ts";
import { planChange, planHistory, planHistoryQuery } from "./http/monitoring-plan.ts";
import { newNote, note, noteList, noteQuery } from "./http/notes.ts";
import { observationQuery, observationSeries } from "./http/observations.ts";
import { newPerson, person, personChange, personIdInPath, personList, personQuery } from "./http/people.ts";
import { problem } from "./http/problem.ts";
import { pushAdded, pushKey, pushList, pushRemoved } from "./http/pushes.ts";
import { quarantineEntry, quarantineList, quarantineQuery } from "./http/quarantine.ts";
import { fhirDocument, paperQuery, papersChange, pdfFile, snapshot, snapshotList } from "./http/referral-papers.ts";
import {
  arrivals,
  figuresQuery,
  greenChannelCall,
  newReferral,
  newReferralPolicy,
  newStep,
  newTimePoint,
  referral,
  referralDetail,
  referralFigures,
  referralList,
  referralPolicy,
  referralQuery,
} from "./http/referrals.ts";
import { residentChange, residentDischarge, residentMove } from "./http/resident-changes.ts";
import {
  contact,
  monitoring,
  newResident,
  news2,
  resident,
  residentDetail,
  residentList,
  residentQuery,
  vital,
  watchedDevice,
} from "./http/residents.ts";
import { searchRequest, searchResult } from "./http/search.ts";
import { visitAddition, visitNote, visitNoteDraft, visitSigning } from "./http/visit-notes.ts";
import { visitVitals } from "./http/visit-vitals.ts";
import {
  visit,
  visitArranging,
  visitConduct,
  visitDetail,
  visitJoined,
  visitJoining,
  visitList,
  visitQuery,
  visitReport,
  visitRequest,
} from "./http/visits.ts";

/** The schemas under the names that the documents of the API give them; the names are stable. */
export const namedSchemas = {
  Acknowledgement: acknowledgement,
  Alert: alert,
  AlertComment: comment,
  AlertDetail: alertDetail,
  AlertList: alertList,
  AlertNotifications: alertNotifications,
  AlertQuery: alertQuery,
  Arrival: arrival,
  Agreement: agreement,
  AgreementEnd: agreementEnd,
  AgreementList: agreementList,
  AgreementTerms: agreementTerms,
  Bed: bed,
  BedBoard: bedBoard,
  BedEvent: bedEvent,
  BedHistory: bedHistory,
  BedHistoryQuery: bedHistoryQuery,
  BedHold: bedHold,
  BedOnBoard: bedOnBoard,
  BedRelease: bedRelease,
  Consortium: consortium,
  Conversion: conversion,
  ConversionAdvance: conversionAdvance,
  ConversionList: conversionList,
  ConversionRequest: conversionRequest,
  ConversionsQuery: conversionsQuery,
  Department: department,
  FreeBeds: freeBeds,
  FreeBedsQuery: freeBedsQuery,
  HeldBed: heldBed,
  NewBed: newBed,
  OfFacility: ofFacility,
  ReleasedBed: releasedBed,
  Bilingual: bilingual,
  Channel: channel,
  ChannelChange: channelChange,
  ChannelChanged: channelChanged,
  ChannelList: channelList,
  ChannelQuery: channelQuery,
  ChannelTest: channelTest,
  Contact: contact,
  Delivery: delivery,
  DeliveryList: deliveryList,
  DeliveryQuery: deliveryQuery,
  Device: device,
  DeviceList: deviceList,
  DeviceQuery: deviceQuery,
  Enrolled: enrolled,
  Enrolment: enrolment,
  Expectation: expectation,
  ExpectationResult: expectationResult,
  Facility: facility,
  FacilityList: facilityList,
  FhirDocument: fhirDocument,
  PaperQuery: paperQuery,
  PapersChange: papersChange,
  PdfFile: pdfFile,
  Snapshot: snapshot,
  SnapshotList: snapshotList,
  NewReferral: newReferral,
  GreenChannelCall: greenChannelCall,
  NewReferralStep: newStep,
  NewTimePoint: newTimePoint,
  ReferralQuery: referralQuery,
  Referral: referral,
  ReferralList: referralList,
  ReferralDetail: referralDetail,
  Arrivals: arrivals,
  ReferralFiguresQuery: figuresQuery,
  ReferralFigures: referralFigures,
  NewReferralPolicy: newReferralPolicy,
  ReferralPolicy: referralPolicy,
  HandOver: handOver,
  HandOverConfirmation: handOverConfirmation,
  HandOverList: handOverList,
  HandOverResult: handOverResult,
  HandOverSheet: handOverSheet,
  Health: health,
  HealthDetails: healthDetails,
  HealthQuery: healthQuery,
  Assignment: assignment,
  FacilityChange: facilityChange,
  ImportRequest: importRequest,
  ImportResult: importResult,
  NewNote: newNote,
  Note: note,
  NoteList: noteList,
  NoteQuery: noteQuery,
  PlanHistory: planHistory,
  PlanHistoryQuery: planHistoryQuery,
  ResidentChange: residentChange,
  ResidentDischarge: residentDischarge,
  ResidentMove: residentMove,
  SearchRequest: searchRequest,
  SearchResult: searchResult,
  Visit: visit,
  VisitAddition: visitAddition,
  VisitArranging: visitArranging,
  VisitConduct: visitConduct,
  VisitDetail: visitDetail,
  VisitJoined: visitJoined,
  VisitJoining: visitJoining,
  VisitList: visitList,
  VisitNote: visitNote,
  VisitNoteDraft: visitNoteDraft,
  VisitQuery: visitQuery,
  VisitReport: visitReport,
  VisitRequest: visitRequest,
  VisitSigning: visitSigning,
  VisitVitals: visitVitals,
  CallChain: callChain,
  CallChainQuery: callChainQuery,
  DutyChange: dutyChange,
  DutyChanges: dutyChanges,
  DutyQuery: dutyQuery,
  DutySwap: dutySwap,
  EscalationPolicy: escalationPolicy,
  NewEscalationPolicy: newEscalationPolicy,
  Roster: roster,
  SwapRequest: swapRequest,
  Id: id,
  IdInPath: idInPath,
  IsoTime: isoTime,
  LiveLease: liveLease,
  LiveLeaseRequest: liveLeaseRequest,
  Me: me,
  MeChange: meChange,
  Monitoring: monitoring,
  NewFacility: newFacility,
  NewHandOver: newHandOver,
  NewResident: newResident,
  NewPerson: newPerson,
  News2: news2,
  NoParameters: noParameters,
  ObservationCode: observationCode,
  ObservationQuery: observationQuery,
  ObservationSeries: observationSeries,
  Person: person,
  PersonChange: personChange,
  PersonIdInPath: personIdInPath,
  PersonList: personList,
  PersonQuery: personQuery,
  PlanChange: planChange,
  Problem: problem,
  PushAdded: pushAdded,
  PushKey: pushKey,
  PushList: pushList,
  PushRemoved: pushRemoved,
  QuarantineEntry: quarantineEntry,
  QuarantineList: quarantineList,
  QuarantineQuery: quarantineQuery,
  Release: release,
  Reopening: reopening,
  Resident: resident,
  ResidentDetail: residentDetail,
  ResidentList: residentList,
  ResidentQuery: residentQuery,
  Resolution: resolution,
  Rotation: rotation,
  Shelving: shelving,
  Span: spanQuery,
  Unshelving: unshelving,
  SendResult: sendResult,
  TestMessage: testMessage,
  TestResults: testResults,
  SignedOut: signedOut,
  Vital: vital,
  WatchedDevice: watchedDevice,
} as const satisfies Record<string, z.ZodMiniType>;

const descriptions: Readonly<Record<string, string>> = {
  Alert: "One condition of one resident that needs a person, with everything that happened to it.",
  Bilingual: "The same sentence in Chinese and in English.",
  DeviceEvent:
    "Something that happened. Sent again with the same type, id and `at` it changes nothing; without `at` it happened on arrival.",
  DeviceStatus: "What a device says of itself. Retained; the last will says `offline`, which holds from its arrival.",
  Enrolment: "The private key stays with the caller; only the PKCS#10 request (PEM) travels.",
  IsoTime: "ISO 8601 with a zone; answers are in Asia/Shanghai (+08:00).",
  Monitoring: "Whether anyone listens. `unmonitored` must never be shown as calm.",
  News2: "NEWS2 (RCP 2017), full only when all seven parameters are valid; otherwise the range min to max.",
  Expectation: "Devices, by their serial numbers, that may claim a certificate when they first come.",
  ExpectationResult: "One result for each device of the request, in its order.",
  PlanChange: "What is absent stays as it is; null switches off; defaults names what goes back to the default.",
  Problem: "RFC 9457 problem details in the language asked for; `messages` carries both.",
  SenmlPack: "A SenML pack (RFC 8428, versions by RFC 9100). Names are codes of the observation catalogue.",
  Vital: "A value with the moments at which it turns stale and lost.",
};

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** JSON Schemas (2020-12) by name, which refer to one another as `#/components/schemas/<name>`. */
export function jsonSchemasOf(named: Readonly<Record<string, z.ZodMiniType>>): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string; description?: string }>();
  for (const [name, schema] of Object.entries(named)) {
    const description = descriptions[name];
    registry.add(schema, { id: name, ...(description === undefined ? {} : { description }) });
  }
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    unrepresentable: "any",
    uri: (name) => `#/components/schemas/${name}`,
    override: ({ jsonSchema }) => {
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema as JsonSchema]),
  );
}

/** The names that a piece of a document refers to, and those that they refer to in turn. */
export function reachableNames(
  from: unknown,
  schemas: Readonly<Record<string, JsonSchema>>,
  found = new Set<string>(),
): ReadonlySet<string> {
  for (const [, name] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/([A-Za-z0-9]+)"/g)) {
    if (name === undefined || found.has(name)) continue;
    found.add(name);
    reachableNames(schemas[name] ?? {}, schemas, found);
  }
  return found;
}

/** Only the schemas with these names, in alphabetical order. */
export function pick(
  schemas: Readonly<Record<string, JsonSchema>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => names.has(name))
      .toSorted(),
  );
}
