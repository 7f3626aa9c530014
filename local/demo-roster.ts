import { randomBytes } from "node:crypto";
import type { DutyRole, Shift } from "../domain/duty/shift.ts";
import type { Licence, Person, RoleAt } from "../domain/model/person.ts";
import { day, type EpochMs, hour, midnightInShanghai } from "../domain/model/time.ts";
import type { Channel } from "../domain/notify/channel.ts";
import type { ChannelStore } from "../stores/channel-store.ts";
import type { DutyStore } from "../stores/duty-store.ts";
import type { PersonStore } from "../stores/person-store.ts";
import { demoFacilities } from "./sign-in/demo-people.ts";

/** What the box keeps of rosters and channels. */
export interface RosterStores {
  readonly people: PersonStore;
  readonly duties: DutyStore;
  readonly channels: ChannelStore;
}

interface DemoDuty {
  readonly facilityId: string;
  readonly departmentId?: string;
  readonly role: DutyRole;
  readonly personId: string;
  /** Hour of the day in Asia/Shanghai. */
  readonly fromHour: number;
  readonly hours: number;
}

const { home, hospital } = demoFacilities;

/** Colleagues of those who sign in, so that somebody is on duty at every hour. None of them is real. */
const colleagues: readonly (readonly [string, string, DutyRole, string])[] = [
  ["demo-carer-2", "王桂芳", "carer", home],
  ["demo-carer-3", "刘翠英", "carer", home],
  ["demo-nurse-2", "周敏", "nurse", home],
  ["demo-coordinator-2", "何军", "referral-coordinator", hospital],
  ["demo-er-nurse", "马丽", "nurse", hospital],
  ["demo-er-nurse-2", "罗晓东", "nurse", hospital],
  ["demo-cardiologist", "唐立群", "doctor", hospital],
  ["demo-neurologist", "韩雪梅", "doctor", hospital],
  ["demo-ward-nurse", "冯燕", "nurse", hospital],
];

const duties: readonly DemoDuty[] = [
  { facilityId: home, role: "carer", personId: "demo-carer", fromHour: 7, hours: 8 },
  { facilityId: home, role: "carer", personId: "demo-carer-2", fromHour: 15, hours: 8 },
  { facilityId: home, role: "carer", personId: "demo-carer-3", fromHour: 23, hours: 8 },
  { facilityId: home, role: "nurse", personId: "demo-nurse", fromHour: 8, hours: 12 },
  { facilityId: home, role: "nurse", personId: "demo-nurse-2", fromHour: 20, hours: 12 },
  { facilityId: home, role: "doctor", personId: "demo-doctor", fromHour: 8, hours: 24 },
  { facilityId: home, role: "facility-manager", personId: "demo-manager", fromHour: 8, hours: 24 },
  ...(
    [
      ["referral", "referral-coordinator", "demo-coordinator", 8, 12],
      ["referral", "referral-coordinator", "demo-coordinator-2", 20, 12],
      ["emergency", "doctor", "demo-hospital-doctor", 8, 24],
      ["emergency", "nurse", "demo-er-nurse", 8, 12],
      ["emergency", "nurse", "demo-er-nurse-2", 20, 12],
      ["cardiology", "doctor", "demo-cardiologist", 8, 24],
      ["neurology", "doctor", "demo-neurologist", 8, 24],
      ["geriatrics", "nurse", "demo-ward-nurse", 8, 24],
    ] as const
  ).map(([departmentId, role, personId, fromHour, hours]) => ({
    facilityId: hospital,
    departmentId,
    role,
    personId,
    fromHour,
    hours,
  })),
];

/** Numbers that no telephone has: +86 10 numbers have ten digits, and none begins with 0. */
const phones = [...new Set(duties.map(({ personId }) => personId))].map(
  (id, index) => [id, `+861000000${String(index + 1).padStart(3, "0")}`] as const,
);

/** 执业证书 of the demo's doctors; nobody has such numbers. */
const licences = [
  ["demo-doctor", { number: "110000000000001", since: "2012-07-01" }],
  ["demo-hospital-doctor", { number: "110000000000002", since: "2008-07-01" }],
] as const;

/**
 * Staffs the demo's home and its hospital, whose departments have rosters of their own: colleagues, duties from yesterday for two weeks ahead, telephone numbers that are nobody's,
 * licences of the doctors, and a gateway for text messages at `gatewayUrl`. What is there already stays.
 */
export async function makeDemoRoster(stores: RosterStores, gatewayUrl: string, now: EpochMs): Promise<void> {
  for (const [id, name, role, facilityId] of colleagues)
    await stores.people.add(colleague(id, name, { role, facilityId }));
  for (const [id, phone] of phones) await givePhone(id, phone, stores.people);
  for (const [id, licence] of licences) await giveLicence(id, licence, stores.people);
  await planDuties(stores.duties, now);
  await setGateway(stores.channels, gatewayUrl, now);
}

function colleague(id: string, name: string, roleAt: RoleAt): Person {
  const reach = { pushes: [], language: "zh" } as const;
  return { id, name, roles: [roleAt], relations: [], reach, version: 1 };
}

async function givePhone(id: string, phone: string, people: PersonStore): Promise<void> {
  const person = await people.find(id);
  if (person === undefined || person.reach.phone !== undefined) return;
  await people.save({ ...person, reach: { ...person.reach, phone }, version: person.version + 1 });
}

async function giveLicence(id: string, licence: Licence, people: PersonStore): Promise<void> {
  const person = await people.find(id);
  if (person === undefined || person.licence !== undefined) return;
  await people.save({ ...person, licence, version: person.version + 1 });
}

async function planDuties(store: DutyStore, now: EpochMs): Promise<void> {
  const first = midnightInShanghai(now) - day;
  const known = new Set<string>();
  for (const facilityId of [home, hospital]) {
    const { items } = await store.listBetween(facilityId, first, first + 17 * day);
    for (const shift of items) for (const key of keysOf(shift)) known.add(key);
  }
  const wanted = Array.from({ length: 16 }, (_, n) => first + n * day).flatMap((midnight) =>
    duties.map((duty) => shiftOf(duty, midnight)),
  );
  for (const shift of wanted) if (!keysOf(shift).some((key) => known.has(key))) await store.commit({ put: [shift] });
}

/** A duty is there already, also where it was given to somebody else, or its person has it by an earlier version of the demo. */
function keysOf({ id, facilityId, role, personId, from }: Shift): readonly string[] {
  return [`${facilityId}/${id}`, [facilityId, role, personId, from].join(" ")];
}

function shiftOf({ facilityId, departmentId, role, personId, fromHour, hours }: DemoDuty, midnight: EpochMs): Shift {
  const from = midnight + fromHour * hour;
  const where = { facilityId, ...(departmentId !== undefined && { departmentId }) };
  const id = [
    "demo",
    ...(departmentId === undefined ? [] : [departmentId]),
    role,
    new Date(from).toISOString().slice(0, 13),
  ];
  return { id: id.join("-"), ...where, role, personId, from, until: from + hours * hour, kind: "planned", version: 1 };
}

async function setGateway(store: ChannelStore, url: string, now: EpochMs): Promise<void> {
  const before = await store.find("demo-sms");
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const channel: Channel = {
    id: "demo-sms",
    name: "演示短信（只显示，不外发）",
    settings: { kind: "sms", gateway: { kind: "http", url, secret } },
    isOn: true,
    language: "zh",
    setAt: now,
    setBy: "anhu",
    version: (before?.version ?? 0) + 1,
  };
  if (before === undefined) await store.add(channel);
  else await store.save(channel);
}
