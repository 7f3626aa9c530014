import { describe, expect, test } from "vitest";
import type { PracticeSite } from "../../domain/model/person.ts";
import { judgeEligibility } from "../../domain/visits/eligibility.ts";
import { practiceCautionsOf } from "../../domain/visits/practice-site.ts";
import { gapsOf, judgeQualification } from "../../domain/visits/qualification.ts";
import type { Visit } from "../../domain/visits/visit.ts";

const number = "110000000000001";
const at = (local: string) => Date.parse(`${local}+08:00`);
const now = at("2026-11-22T08:00:00");

describe("who may treat in a visit", () => {
  test.each([
    ["nobody without a licence that is recorded", "contracted-follow-up", undefined, ["no-licence"]],
    ["nobody without one between two facilities either", "remote-consultation", undefined, ["no-licence"]],
    ["whoever works independently for three years to the day", "ward-round", "2023-11-22", []],
    ["not who lacks a day of them", "ward-round", "2023-11-23", ["short-practice"]],
    ["not who lacks a day of them in a follow-up", "contracted-follow-up", "2023-11-23", ["short-practice"]],
    ["between two facilities, whoever has a licence", "remote-consultation", "2026-11-01", []],
    ["nobody is asked in a family's call", "family-call", undefined, []],
  ] as const)("%s", (_claim, kind, since, gaps) => {
    const licence = since === undefined ? undefined : { number, since };
    expect(judgeQualification(kind, licence, now)).toEqual(gaps);
  });

  test("the day is that of Shanghai", () => {
    const licence = { number, since: "2023-11-22" };
    expect(judgeQualification("ward-round", licence, at("2026-11-21T23:59:59"))).toEqual(["short-practice"]);
    expect(judgeQualification("ward-round", licence, at("2026-11-22T00:00:00"))).toEqual([]);
  });

  test("the operators' command answers for itself", () => {
    expect(gapsOf({ kind: "operators-command" }, "ward-round", now)).toEqual([]);
  });
});

describe("where a doctor may practise", () => {
  const visit = { kind: "remote-consultation", facilityId: "home", leadFacilityId: "centre" } as const;
  const sides = { ...visit, consultedFacilityId: "hospital", invited: [], residentId: "r1" };
  const cautions = (role: "doctor" | "nurse", at: string, practisesAt: PracticeSite[] | undefined) => {
    const licence = { number, since: "2015-01-01", ...(practisesAt !== undefined && { practisesAt }) };
    const reach = { pushes: [], language: "zh" } as const;
    const roles = [{ role, facilityId: at }];
    const person = { id: "p", name: "p", roles, relations: [], reach, licence, version: 1 };
    return practiceCautionsOf({ kind: "person", person, at: now }, sides as unknown as Visit, now);
  };

  test.each([
    ["nothing is said where nothing is recorded", "doctor", "centre", undefined, []],
    ["nothing of their house of registration", "doctor", "centre", [{ facilityId: "centre" }], []],
    ["nor of a filing to its last day", "doctor", "centre", [{ facilityId: "centre", until: "2026-11-22" }], []],
    ["a filing that ended", "doctor", "centre", [{ facilityId: "centre", until: "2026-11-21" }], ["site-filing-ended"]],
    ["a house that is not among them", "doctor", "centre", [{ facilityId: "hospital" }], ["site-not-filed"]],
    ["the one that is asked to advise is asked for its own", "doctor", "hospital", [{ facilityId: "hospital" }], []],
    ["who does not treat is not asked", "nurse", "centre", [{ facilityId: "hospital" }], []],
  ] as const)("%s", (_claim, role, at, sites, expected) => {
    expect(cautions(role, at, sites === undefined ? undefined : [...sites])).toEqual(expected);
  });
});

describe("a first visit", () => {
  const fine = { priorDiagnosis: "高血压", isFirstVisit: false, hasChanged: false, needsExamination: false };

  test.each([
    ["contracted-follow-up", ["first-visit"]],
    ["ward-round", ["first-visit"]],
    ["remote-consultation", []],
    ["family-call", []],
  ] as const)("is held online only where a doctor is there or none treats: %s", (kind, causes) => {
    expect(judgeEligibility(kind, { ...fine, isFirstVisit: true })).toEqual(causes);
    expect(judgeEligibility(kind, fine)).toEqual([]);
  });
});
