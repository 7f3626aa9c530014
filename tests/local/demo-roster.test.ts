import { expect, test } from "vitest";
import { SqliteTableEngine } from "../../adapters/table/sqlite.ts";
import { departmentRosters } from "../../domain/duty/department-roster.ts";
import { gapsOf } from "../../domain/duty/roster.ts";
import { chainsOf, warningsOf } from "../../domain/escalation/call-chain.ts";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import { hour } from "../../domain/model/time.ts";
import { callContextOf } from "../../functions/escalating/call-context.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { makeDemoRoster } from "../../local/demo-roster.ts";
import { demoFacilities, demoPeople } from "../../local/sign-in/demo-people.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { PersonStore } from "../../stores/person-store.ts";

const now = Date.parse("2026-11-22T18:46:00+08:00");

test("in the demo somebody can be called, and sits at the hospital's desk, at every hour of the next two weeks, however often it starts", async () => {
  const engine = SqliteTableEngine.open(":memory:", { now: () => now });
  const stores = { people: new PersonStore(engine), duties: new DutyStore(engine), channels: new ChannelStore(engine) };
  for (const { id, name, roles } of demoPeople)
    await stores.people.add({ id, name, roles, relations: [], reach: { pushes: [], language: "zh" }, version: 1 });
  for (let start = 0; start < 2; start += 1) await makeDemoRoster(stores, "http://127.0.0.1:9/sms", now + start * hour);
  const deps = { ...stores, log: jsonLog({ now: () => now, write: () => undefined }) };
  const context = await callContextOf(demoFacilities.home, now, deps);
  const urgent = [];
  for (let hours = 0; hours < 14 * 24; hours += 1) {
    const then = { ...context, at: now + hours * hour };
    const chains = chainsOf(defaultPolicy(demoFacilities.home), then);
    const failing = warningsOf(chains, then).filter(
      ({ code, priority }) => priority === "high" && code !== "gap-ahead",
    );
    urgent.push(...failing);
  }
  expect(urgent).toEqual([]);
  expect(warningsOf(chainsOf(defaultPolicy(demoFacilities.home), context), context)).not.toContainEqual(
    expect.objectContaining({ code: "gap-ahead" }),
  );
  const atHospital = (await stores.duties.listBetween(demoFacilities.hospital, now, now + 13 * 24 * hour)).items;
  const desk = { from: now, until: now + 13 * 24 * hour };
  const departments = ["emergency", "referral", "cardiology", "neurology"].map((id) => ({
    id,
    name: id,
    kind: "other" as const,
  }));
  expect(departmentRosters(atHospital, departments, now, desk)).toEqual(
    departments.map(({ id: departmentId }) => ({ departmentId, staffing: "staffed", gaps: [] })),
  );
  expect(
    gapsOf(
      atHospital,
      new Map([
        ["referral-coordinator", desk.from],
        ["doctor", desk.from],
      ]),
      desk,
    ),
  ).toEqual([]);
  const ids = context.shifts.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
