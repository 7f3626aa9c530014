import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { LiveMessage } from "../../contracts/live.ts";
import { type BoardAction, emptyBoard, reduce } from "../../web/data/board-state.ts";
import {
  afterRead,
  applyLive,
  countyOf,
  heardAlerts,
  heardFacilities,
  openAlerts,
  residentsInOrder,
  takesNobody,
} from "../../web/data/county.ts";
import type { Me } from "../../web/data/me.ts";
import { draftAlert, fallDraft, fixtureCounty, iso, vital } from "./fixture/county.ts";

const noon = Date.UTC(2026, 10, 22, 4);
const fixture = fixtureCounty(6, noon);
const county = countyOf(fixture.facilities, fixture.residents, []);
const first = firstOf(fixture.residents);

function firstOf<T>(list: readonly T[]): T {
  const [head] = list;
  if (head === undefined) throw new Error("the fixture is empty");
  return head;
}

function live(change: Partial<LiveMessage["residents"][number]>, alerts: readonly AlertView[] = []): LiveMessage {
  return {
    sentAt: iso(noon),
    residents: [
      {
        residentId: "r0",
        vitals: [],
        monitoring: { state: "monitored", silentDeviceIds: [] },
        news2: first.news2,
        ...change,
      },
    ],
    alerts: [...alerts],
  };
}

function heartRate(value: number, at: number) {
  return live({ vitals: [vital("heart-rate", value, at, "mat-0")] });
}

const raised = draftAlert({ id: "r1", facilityId: "sunshine" }, fallDraft, noon);
const acknowledged: AlertView = { ...raised, handling: "acknowledged", version: 2 };
const resolved: AlertView = { ...raised, handling: "resolved", closedAt: iso(noon), version: 3 };

describe("a live message", () => {
  test("replaces an older value, and is ignored when it is the older one", () => {
    const newer = applyLive(county, heartRate(91, noon));
    const then = applyLive(newer, heartRate(70, noon - 60_000));
    expect(then.residents.get("r0")?.vitals.find(({ code }) => code === "heart-rate")?.value).toBe(91);
  });

  test("leaves residents it does not name as they are, so that their cards are not drawn again", () => {
    const after = applyLive(county, heartRate(91, noon));
    expect(after.residents.get("r1")).toBe(county.residents.get("r1"));
    expect(after.residents.get("r0")).not.toBe(county.residents.get("r0"));
  });

  test("without outOfBedSince means that nobody is out of bed any more", () => {
    const out = applyLive(county, live({ outOfBedSince: iso(noon) }));
    expect(out.residents.get("r0")?.outOfBedSince).toBe(iso(noon));
    expect(applyLive(out, live({})).residents.get("r0")).not.toHaveProperty("outOfBedSince");
  });

  test("that says unmonitored makes every device silent, though it names none", () => {
    const deaf = applyLive(county, live({ monitoring: { state: "unmonitored", silentDeviceIds: [] } }));
    expect(deaf.residents.get("r0")?.devices.map(({ isSilent }) => isSilent)).toEqual([true, true]);
  });

  test("tells when its devices were last heard and how full their batteries are", () => {
    const after = applyLive(county, live({ vitals: [vital("battery", 41, noon, "band-0")] }));
    expect(after.residents.get("r0")?.devices.find(({ id }) => id === "band-0")).toMatchObject({
      lastHeardAt: iso(noon),
      batteryPercent: 41,
    });
  });

  test("in any order, and twice, leads to the same board", () => {
    const messages = [
      heartRate(80, noon - 3_000),
      heartRate(81, noon - 2_000),
      live({}, [raised]),
      live({}, [acknowledged]),
      live({}, [resolved]),
    ];
    const seen = (sequence: readonly LiveMessage[]) => {
      const end = sequence.reduce(applyLive, county);
      const value = end.residents.get("r0")?.vitals.find(({ code }) => code === "heart-rate")?.value;
      return [value, openAlerts(end.alerts).length];
    };
    fc.assert(
      fc.property(fc.shuffledSubarray([...messages, ...messages], { minLength: 10 }), (sequence) => {
        expect(seen(sequence)).toEqual([81, 0]);
      }),
    );
  });
});

describe("open alerts", () => {
  test("people come before devices, then by priority, unanswered first, the longest waiting first", () => {
    const make = (id: string, change: Partial<AlertView>): AlertView => ({ ...raised, id, ...change });
    const alerts = [
      make("device", { technical: true, priority: "high" }),
      make("low", { priority: "low" }),
      make("answered", { handling: "acknowledged", raisedAt: iso(noon - 900_000) }),
      make("young", { raisedAt: iso(noon) }),
      make("old", { raisedAt: iso(noon - 600_000) }),
      make("closed", { handling: "resolved" }),
    ];
    const order = openAlerts(new Map(alerts.map((alert) => [alert.id, alert]))).map(({ id }) => id);
    expect(order).toEqual(["old", "young", "answered", "low", "device"]);
  });
});

describe("reading again", () => {
  test("an answer that lags behind does not open a resolved alert again", () => {
    const known = applyLive(county, live({}, [resolved]));
    const lagging = countyOf(fixture.facilities, fixture.residents, [acknowledged]);
    expect(openAlerts(afterRead(known, lagging).alerts)).toEqual([]);
  });

  test("an alert that was closed while the connection was down is gone", () => {
    const known = applyLive(county, live({}, [raised]));
    expect(openAlerts(afterRead(known, county).alerts)).toEqual([]);
  });

  test("a fall that arrives while an answer is under way is not lost with it", () => {
    const actions: readonly BoardAction[] = [
      { kind: "read", county },
      { kind: "read-started" },
      { kind: "live", message: live({}, [raised]) },
      { kind: "read", county },
    ];
    const end = actions.reduce(reduce, emptyBoard);
    expect(openAlerts(end.county?.alerts ?? new Map()).map(({ id }) => id)).toEqual([raised.id]);
  });

  test("a failed read keeps what is known and says why", () => {
    const actions: readonly BoardAction[] = [
      { kind: "read", county },
      { kind: "read-started" },
      { kind: "read-failed", problem: { kind: "unreachable" } },
    ];
    expect(actions.reduce(reduce, emptyBoard)).toMatchObject({ county, problem: { kind: "unreachable" } });
  });

  test("a new device is looked up, once", () => {
    const message = live({ vitals: [vital("spo2", 97, noon, "brand-new")] });
    const looked = reduce(reduce(emptyBoard, { kind: "read", county }), { kind: "live", message });
    expect(looked.mustRead).toBe(true);
    const again = [{ kind: "read-started" }, { kind: "read", county }, { kind: "live", message }] as const;
    expect(again.reduce(reduce, looked).mustRead).toBe(false);
  });
});

describe("the connection", () => {
  test("is lost since it was last good, and failed attempts do not move that moment", () => {
    const actions: readonly BoardAction[] = [
      { kind: "connected" },
      { kind: "disconnected", at: 100 },
      { kind: "disconnected", at: 200 },
    ];
    expect(actions.reduce(reduce, emptyBoard).connection).toEqual({ kind: "lost", since: 100 });
    expect(reduce(emptyBoard, { kind: "disconnected", at: 5 }).connection).toEqual({ kind: "lost" });
  });
});

test("beds are walked as numbers are counted: 2号楼 before 10号楼, those without a bed last", () => {
  const at = (id: string, label: string | undefined) => {
    const { bed: _, ...rest } = first;
    return { ...rest, id, ...(label === undefined ? {} : { bed: { id, label } }) };
  };
  const ward = countyOf(
    fixture.facilities,
    [at("none", undefined), at("ten", "10号楼101-1床"), at("two", "2号楼101-1床")],
    [],
  );
  expect(residentsInOrder(ward).map(({ id }) => id)).toEqual(["two", "ten", "none"]);
});

describe("a facility that was chosen", () => {
  const at = (facilityId: string) => draftAlert({ id: `r-${facilityId}`, facilityId }, fallDraft, noon);
  const alerts = new Map(["a", "b", "c"].map((id) => [id, at(id)]));
  /** Answers at a and b; at c they may only look. */
  const nurse: Me = {
    kind: "known",
    me: {
      id: "p1",
      name: "陈静",
      everywhere: [],
      facilities: [
        { id: "a", name: "a", may: ["alert.handle", "alert.read", "live.listen"] },
        { id: "b", name: "b", may: ["alert.handle", "alert.read", "live.listen"] },
        { id: "c", name: "c", may: ["alert.read", "live.listen"] },
      ],
    } as unknown as Extract<Me, { kind: "known" }>["me"],
  };

  test.each([
    [undefined, ["a", "b", "c"]],
    ["a", ["a", "b"]],
    ["b", ["a", "b"]],
    ["c", ["a", "b", "c"]],
  ])("%s: leaves what the person answers for heard and listened to", (chosen, heard) => {
    expect(heardAlerts(alerts, chosen, nurse).map(({ facilityId }) => facilityId)).toEqual(heard);
    expect(heardFacilities(["a", "b", "c"], chosen, nurse)).toEqual(heard);
  });

  test("that is not there any more narrows nothing that is listened to", () => {
    expect(heardFacilities(["a", "b", "c"], "gone", nurse)).toEqual(["a", "b", "c"]);
  });
});

test.each([
  [undefined, false],
  ["2026-11-21", true],
  ["2026-11-22", true],
  ["2026-11-23", false],
])("a facility that is closed from %s takes nobody on 2026-11-22: %s", (from, isClosed) => {
  const closing = from === undefined ? undefined : { from, by: "陈静", reason: "停业" };
  expect(takesNobody({ closing }, "2026-11-22")).toBe(isClosed);
});
