import type { Alert } from "../../domain/alerts/alert.ts";
import type { AgreementCover } from "../../domain/consortium/agreement.ts";
import type { Role } from "../../domain/model/person.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { wakeAlert } from "./escalating.ts";
import { type Answer, recorded, type World } from "./world.ts";

/**
 * Around home-1: a county hospital and a second one with beds and desks, a township centre, and an external hospital;
 * home-1 has agreements with the first two hospitals for everything, and with the external one for referrals.
 */
export async function consortium(world: World): Promise<void> {
  const beds = [
    { id: "w1", label: "急诊1床" },
    { id: "b1", label: "内科1床" },
  ];
  const houses = [
    { id: "hospital-1", name: "县人民医院", kind: "county-hospital", beds },
    { id: "hospital-2", name: "县中医院", kind: "county-hospital", beds },
    { id: "centre-1", name: "城关卫生院", kind: "township-health-centre", beds: [] },
    { id: "outside-1", name: "市第一医院", kind: "external-hospital", beds: [] },
  ];
  for (const body of houses) await world.must("register-facility", { body });
  const all = ["up-referral", "down-referral", "green-channel"] as const;
  await agree(world, "home-1", "hospital-1", all);
  await agree(world, "home-1", "hospital-2", all);
  await agree(world, "home-1", "outside-1", ["up-referral"]);
  await agree(world, "centre-1", "hospital-1", ["down-referral"]);
  for (const house of ["home-1", "hospital-1", "hospital-2", "centre-1"])
    for (const role of ["carer", "nurse", "doctor", "referral-coordinator", "facility-manager"] as const)
      await somebody(world, role, house);
}

async function somebody(world: World, role: Role, facilityId: string): Promise<void> {
  const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
  await world.person(`${role}@${facilityId}`, {
    name: `${role} of ${facilityId}`,
    roles: [{ role, facilityId }],
    reach,
  });
}

export async function agree(
  world: World,
  fromFacilityId: string,
  toFacilityId: string,
  covers: readonly AgreementCover[],
): Promise<void> {
  const id = `${fromFacilityId}-${toFacilityId}`;
  const agreement = { id, fromFacilityId, toFacilityId, covers, validFrom: "2026-01-01", changes: [], version: 1 };
  await new AgreementStore(world.tables).save(agreement);
}

/** A request of resident-1, by a nurse of home-1 unless said otherwise. */
export async function request(world: World, body: object = {}, as = "nurse@home-1"): Promise<Answer["body"]> {
  return world.must("request-referral", {
    as,
    body: { residentId: "resident-1", toFacilityId: "hospital-1", ...body },
  });
}

export async function act(world: World, id: string, as: string, body: object): Promise<Answer> {
  return world.call("act-on-referral", { id, as, body });
}

/** Takes a step and expects that it is taken. */
export async function step(world: World, id: string, as: string, body: object): Promise<Answer["body"]> {
  return world.must("act-on-referral", { id, as, body });
}

export async function caseOf(world: World, id: string): Promise<Referral> {
  const referral = await new ReferralStore(world.tables).find(id);
  if (referral === undefined) throw new Error(`no referral ${id}`);
  return referral;
}

export async function stepsOf(world: World, id: string): Promise<readonly ReferralStep[]> {
  return (await new ReferralStepStore(world.tables).list(id)).items;
}

/** Open alerts of a house about referrals. */
export async function calledFor(world: World, facilityId: string): Promise<readonly Alert[]> {
  const { items } = await new AlertStore(world.tables).listOpen(facilityId);
  return items.filter(({ kind }) => kind.startsWith("referral-"));
}

export async function wakeReferral(world: World, id: string): Promise<unknown> {
  const timer = { name: id, dueAt: world.now };
  return world.invoke(
    "judge-due-referral",
    queueEvent("referral-due", [{ messageId: "wake-1", timer, receiveCount: 1 }]),
  );
}

/** Lets time pass: every timer goes off at its time, and the sweeps come by if asked for. */
export async function letTimePass(world: World, spanMs: number, { isSwept = false } = {}): Promise<void> {
  const end = world.now + spanMs;
  for (let sweep = Math.ceil((world.now + 1) / minute) * minute; ; ) {
    const due = earliestOf(world);
    const next = Math.min(due?.dueAt ?? Number.POSITIVE_INFINITY, isSwept ? sweep : Number.POSITIVE_INFINITY);
    if (next > end) break;
    world.now = Math.max(world.now, next);
    if (due !== undefined && due.dueAt <= world.now) {
      world.queued.delete(`${due.queue}#${due.name}`);
      await (due.queue === "referral-due" ? wakeReferral : wakeAlert)(world, due.name);
    } else {
      await world.invoke("sweep-referrals", recorded("schedule"));
      sweep += minute;
    }
  }
  world.now = end;
}

function earliestOf(
  world: World,
): { readonly queue: string; readonly name: string; readonly dueAt: EpochMs } | undefined {
  return [...world.queued.values()]
    .filter(({ queue }) => queue === "escalation-due" || queue === "referral-due")
    .sort((a, b) => a.dueAt - b.dueAt)[0];
}
