import { OpeningStore } from "../../stores/opening-store.ts";
import { channel, fall } from "./escalating.ts";
import { consortium } from "./referring.ts";
import { type Answer, recorded, World } from "./world.ts";

export const hospitalDoctor = "doctor@hospital-1";
export const manager = "facility-manager@home-1";
export const reason = { kind: "unconscious", words: "昏迷，无法问清用药和过敏史" } as const;

/** A home and its hospitals, a gateway for text messages, and what is known of resident-1. */
export async function withRecord(): Promise<World> {
  const world = await new World().furnish();
  await consortium(world);
  await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
  await world.person("supervisor", { roles: [{ role: "health-supervisor" }] });
  const facts = { infections: ["MRSA 定植"], identityNumber: "11010519491231002X" };
  await world.must("change-resident", { id: "resident-1", as: "doctor@home-1", body: facts });
  return world;
}

/** resident-1 fell, and is on the way to hospital-1 by the green channel; the id of the case. */
export async function greenCase(world: World): Promise<string> {
  const alertId = await fall(world);
  return (await world.must("call-green-channel", { id: alertId, as: "nurse@home-1", body: {} })).id;
}

export async function open(world: World, caseId: string, as: string = hospitalDoctor): Promise<Answer> {
  return world.call("open-record", { id: caseId, as, body: { reason } });
}

/** The id of the opening. */
export async function opened(world: World, caseId: string, as: string = hospitalDoctor): Promise<string> {
  const { openingId } = await world.must("open-record", { id: caseId, as, body: { reason } });
  return openingId;
}

export async function sweep(world: World): Promise<void> {
  await world.invoke("sweep-openings", recorded("schedule"));
}

export async function openingIn(world: World, id: string) {
  const opening = await new OpeningStore(world.tables).find(id);
  if (opening === undefined) throw new Error(`no opening ${id}`);
  return opening;
}

/** Everything that an opening opens, asked for of a resident: the statuses of the answers. */
export async function readAll(world: World, as: string, residentId = "resident-1"): Promise<readonly number[]> {
  const span = { from: new Date(world.now - 3_600_000).toISOString(), to: new Date(world.now).toISOString() };
  const answers = [
    await world.call("show-resident", { id: residentId, as }),
    await world.call("list-notes", { id: residentId, as }),
    await world.call("list-alerts", { query: { residentId }, as }),
    await world.call("read-observations", { id: residentId, as, query: { code: "heart-rate", ...span } }),
  ];
  return answers.map(({ status }) => status);
}
