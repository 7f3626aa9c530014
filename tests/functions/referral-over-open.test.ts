import { beforeEach, describe, expect, test } from "vitest";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { hour } from "../../domain/model/time.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { fall } from "./escalating.ts";
import { calledFor, caseOf, consortium, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";

const approved = () => ({
  kind: "emergency",
  reason: "家属联系不上",
  approvedBy: "值班院长",
  at: isoTimeOf(world.now),
});

async function newestSnapshot(id: string) {
  const { items } = await new ReferralStepStore(world.tables).listSnapshots(id);
  return items.toSorted((a, b) => a.takenAt - b.takenAt).at(-1);
}

describe("an emergency over an open routine case", () => {
  test("tells the hospital its own reason and consent, in the case and in a new snapshot", async () => {
    const { id } = await request(world, { reason: "复查" });
    world.pass(hour);
    const shown = await request(world, {
      mode: "green-channel",
      reason: "突发胸痛",
      consent: approved(),
      centre: "chest-pain",
    });
    expect(shown).toMatchObject({ id, mode: "green-channel", reason: "突发胸痛", centre: "chest-pain" });
    const snapshot = await newestSnapshot(id);
    expect(snapshot?.fields.situation?.value).toBe("突发胸痛");
    expect(snapshot?.fields.consent?.value).toMatchObject({ approvedBy: "值班院长" });
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
  });

  test("from an alert is not shown as what was asked for before; the row of the request keeps that", async () => {
    const { id } = await request(world, { reason: "复查" });
    const alertId = await fall(world);
    const shown = await world.must("call-green-channel", { id: alertId, as: nurse, body: {} });
    expect([shown.id, shown.reason, shown.steps[0].reason]).toEqual([id, undefined, "复查"]);
    expect((await newestSnapshot(id))?.fields).toMatchObject({ alert: { value: { kind: "fall" } } });
    expect((await newestSnapshot(id))?.fields.situation?.value).toBeUndefined();
  });
});

describe("somebody discharged to the hospital before anybody recorded that they left", () => {
  const discharge = (reason: string) =>
    world.must("discharge-resident", { id: "resident-1", as: "facility-manager@home-1", body: { reason } });

  test("stays expected there, and the call of the desk goes on", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await discharge("hospital");
    expect((await caseOf(world, id)).state).toBe("accepted");
    expect(await calledFor(world, "hospital-1")).toHaveLength(1);
    expect((await step(world, id, doctor, { do: "arrive" })).state).toBe("arrived");
  });

  test("for any other reason is expected no more", async () => {
    const { id } = await request(world);
    await discharge("home");
    expect((await caseOf(world, id)).state).toBe("cancelled");
  });
});

describe("somebody who moved while a case was open", () => {
  beforeEach(async () => {
    const way = { fromFacilityId: "centre-1", toFacilityId: "hospital-1", validFrom: "2026-01-01" };
    const covers = ["up-referral", "green-channel"] as const;
    await new AgreementStore(world.tables).save({ id: "up", ...way, covers, changes: [], version: 1 });
  });
  const moveAway = () => world.must("move-resident", { id: "resident-1", body: { facilityId: "centre-1" } });
  const there = "nurse@centre-1";

  test.each(["routine", "green-channel"])(
    "has a new case of the new house for an emergency over a %s one",
    async (mode) => {
      const { id } = await request(world, { mode });
      await moveAway();
      const shown = await request(world, { mode: "green-channel" }, there);
      expect(shown).toMatchObject({ previousId: id, origin: { id: "centre-1" } });
      expect(shown.can.length).toBeGreaterThan(0);
      expect((await world.call("show-referral", { id: shown.id, as: there })).status).toBe(200);
      expect((await caseOf(world, id)).state).toBe("closed");
    },
  );

  test("is asked for anew by the new house where the old one's request waits", async () => {
    const { id } = await request(world);
    await moveAway();
    expect(await request(world, {}, there)).toMatchObject({ previousId: id, origin: { id: "centre-1" } });
  });

  test("is not taken out of an emergency by a routine request", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    await moveAway();
    const answer = await world.call("request-referral", {
      as: there,
      body: { residentId: "resident-1", toFacilityId: "hospital-1" },
    });
    expect([answer.status, answer.body.code]).toEqual([409, "referral-open"]);
    expect(JSON.stringify(answer.body)).not.toContain(id);
  });
});
