import { describe, expect, test } from "vitest";
import type { ArrivalsView, ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import { describeOnEachRuntime, type Scenario, scenario } from "./scenario.ts";
import type { ServiceUnderTest } from "./service.ts";

/** The county hospital with which the home has agreed, and the home's policy: the green channel after the third step. */
async function consortium({ post }: ServiceUnderTest): Promise<void> {
  const beds = [{ id: "w1", label: "急诊1床" }];
  expect(await post("/api/facilities", { id: "hospital", name: "县人民医院", kind: "county-hospital", beds })).toBe(
    201,
  );
  const covers = ["up-referral", "down-referral", "green-channel"];
  const agreement = { id: "a1", fromFacilityId: "home", toFacilityId: "hospital", covers, validFrom: "2026-01-01" };
  expect(await post("/api/agreements", agreement)).toBeLessThan(300);
  expect(await post("/api/facilities/home/referral-policy", { greenChannel: { afterStep: 3 } })).toBe(200);
}

interface Desk {
  board(): Promise<ArrivalsView>;
  only(): Promise<ReferralView>;
  shown(id: string): Promise<ReferralDetailView>;
  /** Somebody of a house takes a step. */
  takes(id: string, by: string, step: Readonly<Record<string, unknown>>): Promise<void>;
  calledFor(facilityId: string): Promise<readonly string[]>;
}

function deskOf({ get, post }: ServiceUnderTest): Desk {
  return {
    board: () => get("/api/facilities/hospital/arrivals", "急诊台"),
    async only() {
      const { items } = await get("/api/referrals?facilityId=hospital", "急诊台");
      expect(items).toHaveLength(1);
      return items[0];
    },
    shown: (id) => get(`/api/referrals/${id}`, "急诊台"),
    async takes(id, by, step) {
      expect(await post(`/api/referrals/${id}/steps`, { by, ...step })).toBe(200);
    },
    async calledFor(facilityId) {
      const { items } = await get(
        `/api/alerts?state=open&facilityId=${facilityId}`,
        facilityId === "hospital" ? "急诊台" : "刘洁",
      );
      return items.map(({ kind }: { kind: string }) => kind);
    },
  };
}

async function fallOf(night: Scenario): Promise<void> {
  await night.at("02:10");
  await night.calls("wristband", "fall", "fall-1");
}

await describeOnEachRuntime("the green channel", (start) => {
  describe("a fall in the night that nobody answers", () => {
    test("becomes a case at the county hospital by policy, is treated, comes back, is followed up and closed", async () => {
      const service = await start("2026-11-22T02:09:00+08:00");
      const night = await scenario(service);
      const desk = deskOf(service);
      await consortium(service);
      await fallOf(night);
      await night.at("02:11:30");
      expect((await desk.board()).expected).toEqual([]);
      await night.at("02:12:10");

      const { id } = await desk.only();
      expect(await desk.shown(id)).toMatchObject({ state: "accepted", byPolicy: true, retrospective: {} });
      expect(await desk.calledFor("hospital")).toEqual(["referral-incoming"]);
      expect(await desk.calledFor("home")).toContain("fall");

      await desk.takes(id, "王芳", { do: "depart", expectedAt: "2026-11-22T02:20:00+08:00", centre: "trauma" });
      await night.at("02:15");
      const [expected] = (await desk.board()).expected;
      expect(expected).toMatchObject({ id, minutesToArrival: 5, residentName: "王秀英" });
      await night.at("02:18");
      await desk.takes(id, "急诊台", { do: "arrive" });
      expect(await desk.calledFor("hospital")).toEqual([]);
      await night.at("02:19");
      await desk.takes(id, "急诊台", { do: "admit" });
      await night.at("02:21");
      await desk.takes(id, "急诊台", { do: "ready" });
      expect((await desk.board()).fitForDown).toMatchObject([{ id, fitForDays: 0 }]);
      await desk.takes(id, "何院长", { do: "accept-down" });
      await desk.takes(id, "急诊台", { do: "depart-back" });
      await desk.takes(id, "刘洁", { do: "receive-back" });
      await desk.takes(id, "刘洁", { do: "follow-up" });

      const closed = await desk.shown(id);
      // Nobody at the desk has an address: the home was told so.
      expect(closed.steps.map(({ what }) => what)).toEqual([
        "request",
        "unanswered",
        "depart",
        "arrive",
        "admit",
        "ready",
        "accept-down",
        "depart-back",
        "receive-back",
        "follow-up",
      ]);
      const times = closed.stages.map(
        ({ state, at, isLate }) => `${at.slice(11, 16)} ${state}${isLate ? " late" : ""}`,
      );
      expect(times).toEqual([
        "02:12 accepted",
        "02:12 en-route",
        "02:18 arrived",
        "02:19 admitted",
        "02:21 ready-for-down",
        "02:21 down-accepted",
        "02:21 returning",
        "02:21 follow-up-due",
        "02:21 closed",
      ]);
      const figures = await service.get("/api/referral-figures?facilityId=hospital&month=2026-11");
      expect(figures).toMatchObject({ requested: 1, byPolicy: 1, toDoor: { medianMinutes: 6 }, ended: { closed: 1 } });
    });

    test("that nobody brings to the hospital calls the home again, until somebody says that they are there", async () => {
      const service = await start("2026-11-22T02:09:00+08:00");
      const night = await scenario(service);
      const desk = deskOf(service);
      await consortium(service);
      await fallOf(night);
      await night.at("02:23");
      expect(await desk.calledFor("home")).toContain("referral-late");
      const { id } = await desk.only();
      await desk.takes(id, "王芳", { do: "arrive", phone: { with: "急诊台" } });
      expect(await desk.calledFor("home")).not.toContain("referral-late");
      expect(await desk.shown(id)).toMatchObject({
        state: "arrived",
        steps: expect.arrayContaining([expect.objectContaining({ what: "late" })]),
      });
    });
  });

  test("whatever comes twice begins one case, and is told once", async () => {
    const service = await start("2026-11-22T02:09:00+08:00", { isHarsh: true });
    const night = await scenario(service);
    const desk = deskOf(service);
    await consortium(service);
    await fallOf(night);
    await night.at("02:23");
    const { id } = await desk.only();
    expect((await desk.shown(id)).steps.filter(({ what }) => what === "request" || what === "late")).toHaveLength(2);
    expect(await desk.calledFor("hospital")).toEqual(["referral-incoming"]);
  });
});
