import { day, hour, minute } from "../../domain/model/time.ts";
import { newNotification } from "../../domain/notify/notification.ts";
import type { BlobPort, TableEngine } from "../../domain/ports.ts";
import { objectName } from "../../functions/archive-observations/resident-day.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { entryWrites } from "../../stores/consent-store.ts";
import { FamilyMessageStore, pictureFile } from "../../stores/family-message-store.ts";
import { HandoverStore } from "../../stores/handover-store.ts";
import { invitationWrite } from "../../stores/invitation-store.ts";
import { notifying } from "../../stores/notification-items.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { QuarantineStore } from "../../stores/quarantine-store.ts";
import { storedItem } from "../../stores/stored-item.ts";
import { tables } from "../../stores/tables.ts";
import { exampleResident } from "../papers/example-resident.ts";
import { relativeOf } from "../relatives.ts";
import { recordedAt, World } from "./world.ts";

export const residentId = "zz-resident-7788";
export const relativeId = "zz-relative-4455";

/** What names the resident, and nobody else in the test. */
export const residentWords = {
  id: residentId,
  name: "欧阳晓曈",
  phone: "13999887766",
  identityNumber: "11010519491231002X",
  insuranceNumber: "ZZINS90210",
  address: "白凤大道9177号",
};
export const relativeWords = {
  id: relativeId,
  name: "欧阳远帆",
  phone: "+8613766554433",
  push: "push.example.org/zz-55",
};

const nurse = "nurse-1";
const doctor = "doctor-1";
const licence = { number: "110000000000001", since: "2015-07-01" };

/** Files of the archive in memory. */
export class ArchiveInMemory implements BlobPort {
  readonly kept = new Map<string, Uint8Array>();

  async put(name: string, bytes: Uint8Array): Promise<void> {
    this.kept.set(name, bytes);
  }
  async get(name: string): Promise<Uint8Array | undefined> {
    return this.kept.get(name);
  }
  async list(prefix: string, after = "") {
    return { names: [...this.kept.keys()].filter((name) => name.startsWith(prefix) && name > after).sort() };
  }
  async remove(name: string): Promise<"removed" | "none"> {
    return this.kept.delete(name) ? "removed" : "none";
  }
}

/** A world on an engine and an archive of the test's own, with the periods that law asks for at least. */
export function worldOn(
  engine: TableEngine,
  archive: BlobPort,
  periods: World["runtime"]["ports"]["retentionPeriods"],
): World {
  const world = new World();
  world.engine = engine;
  Object.assign(world.runtime.ports, { archive, retentionPeriods: periods });
  return world;
}

/** Everything that can be stored of a resident and a relative, in every table and file that takes something of them. */
export async function liveLife(world: World, archive: BlobPort): Promise<void> {
  const { engine } = world;
  const people = new PersonStore(engine);
  const beds = ["b1", "b2"].map((id) => ({ id, label: id }));
  await world.must("register-facility", { body: { id: "home-1", name: "松鹤院", kind: "care-home", beds } });
  await world.must("register-facility", { body: { id: "hospital-1", name: "县医院", kind: "county-hospital", beds } });
  const covers = ["up-referral", "down-referral", "green-channel", "tele-consultation"] as const;
  const agreement = { id: "a1", fromFacilityId: "home-1", toFacilityId: "hospital-1", covers, validFrom: "2026-01-01" };
  await new AgreementStore(engine).save({ ...agreement, changes: [], version: 1 });
  const reach = { pushes: [], language: "zh" } as const;
  const staff = (id: string, role: "nurse" | "doctor" | "referral-coordinator", facilityId: string) =>
    people.add({ id, name: id, roles: [{ role, facilityId }], relations: [], reach, licence, version: 1 });
  await staff(nurse, "nurse", "home-1");
  await staff(doctor, "doctor", "home-1");
  await staff("desk-1", "referral-coordinator", "hospital-1");
  const { careSetting: _, palliative: __, planOverrides: ___, ...record } = exampleResident;
  const { id, name, phone, identityNumber, insuranceNumber, address } = residentWords;
  const contacts = [{ name: relativeWords.name, relation: "女儿", phone: relativeWords.phone }];
  const body = { ...record, id, name, phone, identityNumber, insuranceNumber, address, contacts };
  await world.must("register-resident", { body });
  const other = {
    id: "other-1",
    name: "李建国",
    sex: "male",
    birthDate: "1940-03-01",
    facilityId: "home-1",
    bedId: "b2",
  };
  await world.must("register-resident", { body: other });
  await people.add({
    id: relativeId,
    name: relativeWords.name,
    roles: [],
    relations: [relativeOf(residentId)],
    reach: {
      phone: relativeWords.phone,
      pushes: [{ endpoint: `https://${relativeWords.push}`, p256dh: "key", auth: "secret", addedAt: world.now }],
      language: "zh",
    },
    version: 1,
  });
  await measure(world);
  await writeOf(world);
  await treat(world);
  await plant(world, archive);
  const left = { reason: "home", openAlerts: "real" };
  await world.must("move-resident", { id, body: { bedId: null }, as: nurse });
  await world.must("discharge-resident", { id, body: left, as: nurse });
}

async function measure(world: World): Promise<void> {
  await world.enrol("bed-1", "bed-sensor", residentId);
  await world.enrol("band-1", "wristband", residentId);
  await world.telemetry(world.heartRate("bed-1", 72, "m-1"));
  const fall = { type: "fall", at: new Date(world.now).toISOString(), id: "e-1" };
  await world.urgent(world.message("band-1", "event", fall, "m-2"));
  const [alert] = await world.openAlerts(residentId);
  if (alert === undefined) throw new Error("no alert was raised");
  await world.must("acknowledge-alert", { id: alert.id, body: {}, as: nurse });
  await world.must("comment-on-alert", { id: alert.id, body: { note: `${residentWords.name}已扶起` }, as: nurse });
  const call = { alertId: alert.id, residentId, facilityId: "home-1", round: 1, step: 0, priority: "high" } as const;
  const to = { kind: "person", personId: relativeId } as const;
  const { engine } = world;
  await engine.write([notifying(newNotification({ ...call, to, channel: "web-push" }, world.now))]);
  await new HandoverStore(engine).add({
    id: "handover-1",
    facilityId: "home-1",
    at: world.now,
    by: { id: nurse, name: nurse },
    from: { id: nurse, name: nurse },
    to: { id: doctor, name: doctor },
    note: `${residentWords.name}今晚留意，家里电话${residentWords.phone}`,
    alerts: [{ alertId: alert.id, outcome: "handed-over" }],
  });
}

async function writeOf(world: World): Promise<void> {
  await world.must("add-note", { id: residentId, body: { text: `${residentWords.name}午睡两小时` }, as: nurse });
  await world.must("change-resident", { id: residentId, body: { allergies: ["青霉素"] }, as: nurse });
}

async function treat(world: World): Promise<void> {
  const { engine } = world;
  const ask = { kind: "contracted-follow-up", residentId, reason: `${residentWords.name}血压波动` };
  await world.must("request-visit", { body: ask, as: nurse });
  const call = { kind: "family-call", residentId, invited: [relativeId], reason: "想见面" };
  await world.must("request-visit", { body: call, as: nurse });
  const every = { count: 1, unit: "month" };
  const plan = { kind: "make", visitKind: "contracted-follow-up", reason: "每月随访", every, firstOn: "2027-03-01" };
  await world.must("set-visit-plan", { id: residentId, body: { ...plan, planId: "plan-1" }, as: doctor });
  const round = { ...plan, visitKind: "ward-round", planId: "plan-2", others: [residentId] };
  await world.must("set-visit-plan", { id: "other-1", body: round, as: doctor });
  const [alert] = await world.openAlerts(residentId);
  const { id } = await world.must("call-green-channel", {
    id: alert?.id ?? "",
    as: nurse,
    body: { centre: "chest-pain" },
  });
  await world.must("act-on-referral", { id, as: nurse, body: { do: "cancel", reason: "家属拒绝" } });
  const consent = { id: "consent-1", residentId, personId: relativeId, personName: relativeWords.name, number: 1 };
  const by = { id: nurse, name: nurse };
  await engine.write(entryWrites([{ ...consent, at: world.now, by, noticeVersion: "1", step: { kind: "left" } }]));
  const invitation = { id: "invitation-1", codeHash: "hash-1", residentId, facilityId: "home-1", relation: "女儿" };
  const asked = { name: relativeWords.name, intended: [], invitedBy: by, invitedAt: world.now, version: 1 };
  await engine.write([invitationWrite({ ...invitation, ...asked, endsAt: world.now + 7 * day })]);
}

async function plant(world: World, archive: BlobPort): Promise<void> {
  const { engine } = world;
  const payload = Buffer.from(JSON.stringify({ residentId })).toString("base64");
  const detail = { zh: "出错", en: "failed" };
  const letter = { functionName: "judge-due-watch", payload };
  await new QuarantineStore(engine).add({ id: "q-1", at: world.now, reason: "dead-letter", detail, letter }, world.now);
  const messages = new FamilyMessageStore(engine);
  const message = { id: "f-1", residentId, personId: relativeId, facilityId: "home-1", at: world.now };
  await messages.add({ ...message, by: { kind: "relative" }, text: `${residentWords.name}想吃饺子` });
  const picture = { id: "p-1", type: "image/jpeg", width: 1, height: 1, facilityId: "home-1" } as const;
  await messages.savePicture({ ...picture, residentId, sentAt: world.now });
  await archive.put(pictureFile("p-1"), Buffer.from(`a picture of ${residentId}`));
  const opening = { id: "o-1", residentId, reason: `${residentWords.name}昏迷` };
  const openedAt = new Date(world.now).toISOString();
  const opened = storedItem(
    { key: "opening#o-1", residentId, placeAndState: "reviewed#home-1", openedAt, version: 1 },
    opening,
  );
  const period = { from: world.now - 9 * day, until: world.now - day };
  const conversion = { id: "c-1", facilityId: "home-1", bedId: "b1", residentId, period, state: "returned", steps: [] };
  const converted = storedItem({ facilityId: "home-1", id: "c-1", version: 1 }, conversion);
  await engine.write([
    { kind: "put", table: tables["break-glass"], item: opened },
    { kind: "put", table: tables.conversions, item: converted },
  ]);
  for (const back of [1, 2, 3]) {
    await archive.put(objectName(recordedAt - 10 * hour - back * day, residentId), Buffer.from("gz"));
    await archive.put(objectName(recordedAt - 10 * hour - back * day, "other-1"), Buffer.from("gz"));
  }
  world.pass(5 * minute);
}
