import type { Bundle, DetectedIssue } from "fhir/r4";
import { beforeEach, describe, expect, test } from "vitest";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { fall, staffed } from "./escalating.ts";
import { calledFor, caseOf, consortium, letTimePass, request, step, stepsOf } from "./referring.ts";
import { intercepted, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
  await consortium(world);
});

const nurse = "nurse@home-1";
const desk = "referral-coordinator@hospital-1";
const doctor = "doctor@hospital-1";

/** A further alert of the same person. */
async function callButton(): Promise<string> {
  const event = { id: `sos-${world.now}`, type: "sos", at: isoTimeOf(world.now) };
  await world.urgent(world.message("band-1", "event", event, `m-${world.now}`));
  return (await world.openAlerts("resident-1")).find(({ kind }) => kind === "sos")?.id ?? "";
}
const green = (alertId: string, body: object = {}) =>
  world.must("call-green-channel", { id: alertId, as: nurse, body });
const agree = () =>
  world.must("set-referral-policy", {
    id: "home-1",
    as: "facility-manager@home-1",
    body: { greenChannel: { afterStep: 3 } },
  });
const callsOf = async (alertId: string | undefined) =>
  (await new AlertStore(world.tables).find(alertId ?? ""))?.timeline.filter(({ what }) => what === "called").length ??
  0;
const toldBy = async (alertId: string) =>
  (await new AlertStore(world.tables).find(alertId))?.timeline.flatMap(({ referral }) =>
    referral === undefined ? [] : [[referral.id, referral.state]],
  );

describe("a second emergency while a green channel is under way", () => {
  test("is a row with its alert, a snapshot of now, and calls the desk anew although that had answered", async () => {
    const { id } = await green(await fall(world));
    await letTimePass(world, second);
    const [incoming] = await calledFor(world, "hospital-1");
    await world.must("acknowledge-alert", { id: incoming?.id ?? "", as: desk, body: {} });
    await letTimePass(world, 3 * minute);
    const before = await callsOf(incoming?.id);
    const other = await callButton();
    const shown = await green(other);
    expect(shown.id).toBe(id);
    expect(shown.steps.at(-1)).toMatchObject({ what: "call-again", alertId: other, by: { id: nurse } });
    expect(shown.alertIds).toHaveLength(2);
    expect(shown.snapshots.map(({ occasion }: { occasion: string }) => occasion)).toEqual(["request", "request"]);
    const snapshots = (await new ReferralStepStore(world.tables).listSnapshots(id)).items;
    expect(snapshots.map(({ fields }) => fields.alert?.value?.kind).toSorted()).toEqual(["fall", "sos"]);
    const { alert } = await world.must("show-referral", { id, as: desk });
    expect(alert).toEqual({ zh: "紧急呼叫", en: "SOS call" });
    await letTimePass(world, second);
    const [again] = await calledFor(world, "hospital-1");
    expect(again).toMatchObject({ id: incoming?.id, handling: "new", escalation: { kind: "calling" } });
    expect(await callsOf(incoming?.id)).toBeGreaterThan(before);
    expect(await toldBy(other)).toEqual([[id, "accepted"]]);
    await step(world, id, nurse, { do: "depart" });
    expect(await toldBy(other)).toEqual([
      [id, "accepted"],
      [id, "en-route"],
    ]);
  });

  test("the departure has the newest emergency with those before beside it: page, form and document", async () => {
    const first = await fall(world);
    const { id } = await green(first);
    world.pass(3 * minute);
    const other = await callButton();
    await green(other);
    await step(world, id, nurse, { do: "depart" });
    const { items } = await world.must("list-snapshots", { id, as: nurse });
    const departure = items.at(-1);
    expect(departure).toMatchObject({ occasion: "departure", alert: { id: other } });
    const earlier = departure.fields.find(({ name }: { name: string }) => name === "earlierAlerts");
    expect(earlier.lines.join()).toContain("疑似跌倒");
    const { entry } = (await world.must("export-referral", { id, as: nurse })) as unknown as Bundle;
    const issues = (entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === "DetectedIssue" ? [resource as DetectedIssue] : [],
    );
    expect(issues.map(({ identifier }) => identifier?.[0]?.value)).toEqual([other, first]);
    await letTimePass(world, second);
    await step(world, id, doctor, { do: "arrive" });
    await step(world, id, doctor, { do: "treat" });
    const back = (await world.must("list-snapshots", { id, as: doctor })).items.at(-1);
    expect(back).toMatchObject({ occasion: "return", alert: { id: other } });
  });

  test("of a routine case that became an emergency, the departure has the alert that made it one", async () => {
    const { id } = await request(world, { reason: "发热三天" });
    const alert = await fall(world);
    expect((await green(alert)).id).toBe(id);
    await step(world, id, nurse, { do: "depart" });
    const { items } = await world.must("list-snapshots", { id, as: nurse });
    expect(items.at(-1)).toMatchObject({ occasion: "departure", alert: { id: alert } });
  });

  test("raises the call of the desk again where somebody closed it days ago", async () => {
    const { id } = await green(await fall(world));
    const [incoming] = await calledFor(world, "hospital-1");
    await world.must("resolve-alert", { id: incoming?.id ?? "", as: desk, body: { outcome: "real" } });
    world.pass(3 * day);
    await green(await callButton());
    const [again] = await calledFor(world, "hospital-1");
    expect(again).toMatchObject({ kind: "referral-incoming", handling: "new" });
    expect(again?.id).not.toBe(incoming?.id);
    expect((await caseOf(world, id)).incomingAlertId).toBe(again?.id);
  });

  test("from the same alert it is the same call; of ten at once from another one there is one row", async () => {
    const first = await fall(world);
    const { id } = await green(first);
    world.pass(hour);
    expect((await green(first)).version).toBe(1);
    const other = await callButton();
    await Promise.all(Array.from({ length: 10 }, () => green(other)));
    expect((await stepsOf(world, id)).map(({ what }) => what)).toEqual(["request", "call-again"]);
  });

  test("with `anew` ends that case and begins another, once for two taps", async () => {
    const { id } = await green(await fall(world));
    world.pass(hour);
    const other = await callButton();
    const next = await green(other, { anew: true, toFacilityId: "hospital-2" });
    const twice = await green(other, { anew: true, toFacilityId: "hospital-2" });
    expect([next.previousId, next.destination.id, twice.id]).toEqual([id, "hospital-2", next.id]);
    expect((await caseOf(world, id)).state).toBe("closed");
    expect(await calledFor(world, "hospital-1")).toEqual([]);
    expect(await calledFor(world, "hospital-2")).toHaveLength(1);
  });

  test("with `anew` to the same hospital has one call there, for the new case", async () => {
    await green(await fall(world));
    const [incoming] = await calledFor(world, "hospital-1");
    await world.must("acknowledge-alert", { id: incoming?.id ?? "", as: desk, body: {} });
    world.pass(hour);
    const next = await green(await callButton(), { anew: true });
    expect(await calledFor(world, "hospital-1")).toMatchObject([
      { id: incoming?.id, handling: "new", reason: { referralId: next.id } },
    ]);
    await step(world, next.id, doctor, { do: "arrive" });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });

  test("goes out although no snapshot can be taken and the alert of the desk cannot be read", async () => {
    await green(await fall(world));
    const other = await callButton();
    const { engine } = world;
    world.engine = {
      ...intercepted(engine, async () => undefined),
      query: async (table, query) => {
        if (table.name === "series" || table.name === "referral-steps") throw new Error("unreadable");
        return engine.query(table, query);
      },
    };
    await world.call("call-green-channel", { id: other, as: nurse, body: {} });
    world.engine = engine;
    const [one] = await new AlertStore(world.tables).listOpen("hospital-1").then(({ items }) => items);
    expect(one?.timeline.at(-1)).toMatchObject({ what: "active-again" });
  });

  test("links the alert to a routine request that it makes an emergency of", async () => {
    const { id } = await request(world);
    const alertId = await fall(world);
    const shown = await green(alertId);
    expect([shown.id, shown.mode, shown.alertIds]).toEqual([id, "green-channel", [alertId]]);
    expect(await toldBy(alertId)).toEqual([[id, "accepted"]]);
  });
});

describe("a second emergency that nobody answers", () => {
  test("calls the desk of a forgotten case anew, by the agreed policy, once for a round of calls", async () => {
    await agree();
    const first = await fall(world);
    const { id } = await green(first);
    await world.must("resolve-alert", { id: first, as: nurse, body: { outcome: "real" } });
    world.pass(day);
    const other = await callButton();
    await letTimePass(world, 20 * minute);
    const steps = (await stepsOf(world, id)).filter(({ what }) => what === "call-again");
    expect(steps).toMatchObject([{ alertId: other }]);
    expect(steps[0]?.by).toBeUndefined();
  });

  test.each(["arrived", "admitted", "treated", "ready-for-down", "returning", "follow-up-due"])(
    "begins anew where the record says %s: who calls from home is at home; the case before can still be read",
    async (state) => {
      await agree();
      const { id } = await request(world);
      const way = {
        arrived: ["arrive"],
        admitted: ["arrive", "admit"],
        treated: ["arrive", "treat"],
        "ready-for-down": ["arrive", "ready"],
        returning: ["arrive", "treat", "depart-back"],
        "follow-up-due": ["arrive", "treat", "depart-back"],
      }[state] as readonly string[];
      for (const action of way) await step(world, id, doctor, { do: action });
      if (state === "follow-up-due") await step(world, id, nurse, { do: "receive-back" });
      expect((await caseOf(world, id)).state).toBe(state);
      world.pass(minute);
      const other = await callButton();
      await letTimePass(world, 3 * minute);
      const [incoming] = await calledFor(world, "hospital-1");
      const next = incoming?.reason.code === "referral" ? incoming.reason.referralId : "";
      const shown = await world.must("show-referral", { id: next, as: nurse });
      expect(shown).toMatchObject({ alertId: other, byPolicy: true, previousId: id, state: "accepted" });
      expect((await world.must("show-referral", { id, as: nurse })).state).toBe("closed");
    },
  );

  test("of what was sensed before the person came to the hospital is written down there, and ends no treatment", async () => {
    await agree();
    const first = await fall(world);
    const { id } = await green(first);
    await world.must("acknowledge-alert", { id: first, as: nurse, body: {} });
    const other = await callButton();
    world.pass(second);
    await step(world, id, doctor, { do: "arrive" });
    await letTimePass(world, 3 * minute);
    expect((await caseOf(world, id)).state).toBe("arrived");
    expect((await stepsOf(world, id)).at(-1)).toMatchObject({ what: "call-again", alertId: other, to: "arrived" });
    expect(await calledFor(world, "hospital-1")).toEqual([]);
  });
});
