import type { Agreement } from "../../domain/consortium/agreement.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { relativeOf } from "../relatives.ts";
import { type Answer, World } from "./world.ts";

export const licence = { number: "110000000000001", since: "2015-07-01" };
export const ask = { kind: "contracted-follow-up", residentId: "resident-1", reason: "血压波动" };
export const fine = {
  kind: "assess",
  priorDiagnosis: "高血压，2026-03 出院小结",
  isFirstVisit: false,
  hasChanged: false,
};
export const consent = { kind: "consent", givenBy: "王桂英", relation: "本人", way: "spoken" };
export const note = {
  form: "SOAP",
  parts: { subjective: "头晕缓解", objective: "血压 138/80", assessment: "控制尚可", plan: "继续用药，两周后复查" },
};
export const code = ({ body }: Answer) => body.code;

/** A home with a doctor, a nurse and a carer, a health centre and a hospital with a doctor each, and two relatives. */
export async function visitWorld(): Promise<World> {
  const world = await new World().furnish();
  await world.must("register-facility", { body: { id: "centre", name: "镇卫生院", kind: "township-health-centre" } });
  await world.must("register-facility", { body: { id: "hospital", name: "县医院", kind: "county-hospital" } });
  await world.person("doctor", { name: "周医生", roles: [{ role: "doctor", facilityId: "home-1" }], licence });
  await world.person("nurse", { name: "陈护士", roles: [{ role: "nurse", facilityId: "home-1" }] });
  await world.person("centre-doctor", { name: "吴医生", roles: [{ role: "doctor", facilityId: "centre" }] });
  await world.person("county-doctor", { name: "郑主任", roles: [{ role: "doctor", facilityId: "hospital" }] });
  const relations = [relativeOf("resident-1")];
  await world.person("daughter", { name: "小王", relations });
  await world.person("son", { name: "大王", relations });
  return world;
}

/** What tests of visits do again and again, in the world of the moment. */
export function visitActs(worldNow: () => World) {
  const join = (id: string, as: string, peerId = `browser-${as}`): Promise<Answer> =>
    worldNow().call("join-visit", { id, body: { peerId }, as });
  return {
    join,
    async agree(from: string, to: string, change: Partial<Agreement> = {}): Promise<void> {
      const covers = ["tele-consultation"] as const;
      const agreement = {
        id: `${from}-${to}`,
        fromFacilityId: from,
        toFacilityId: to,
        covers,
        validFrom: "2026-01-01",
      };
      await new AgreementStore(worldNow().tables).save({ ...agreement, changes: [], version: 1, ...change });
    },
    async requested(body: object = {}, as = "nurse"): Promise<string> {
      return (await worldNow().must("request-visit", { body: { ...ask, ...body }, as })).id;
    },
    async inCall(id: string, as = "doctor"): Promise<void> {
      await join(id, as);
      await join(id, "nurse");
      await worldNow().must("arrange-visit", { id, body: consent, as: "nurse" });
      await worldNow().must("conduct-visit", { id, body: { ...fine, needsExamination: false }, as });
      await worldNow().must("conduct-visit", { id, body: { kind: "begin" }, as });
    },
    /** The timer of a visit goes off now. */
    wake: (name: string) =>
      worldNow().invoke(
        "settle-visit",
        queueEvent("visit-due", [{ messageId: "m", timer: { name, dueAt: worldNow().now }, receiveCount: 1 }]),
      ),
    stateOf: async (id: string) => (await worldNow().must("show-visit", { id })).visit.state,
    async fallOf(residentId: string): Promise<string> {
      const world = worldNow();
      await world.enrol("fall-1", "wristband", residentId);
      const fall = { type: "fall", at: new Date(world.now).toISOString(), id: "e-1" };
      await world.urgent(world.message("fall-1", "event", fall, "m-1"));
      const [alert] = (await new AlertStore(world.tables).listByResident(residentId, 1)).items;
      if (alert === undefined) throw new Error("no alert");
      return alert.id;
    },
  };
}
