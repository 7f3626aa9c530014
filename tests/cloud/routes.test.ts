import { expect, test } from "vitest";
import { dateOf } from "../../contracts/iso-time.ts";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { FunctionDeclaration } from "../../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../../functions/manifest.ts";
import { relativeOf } from "../relatives.ts";
import { expectNoTrouble, fallen } from "./calling-home.ts";
import type { Cloud } from "./cloud.ts";
import { registered } from "./cloud-under-test.ts";
import { startHttpsGateway } from "./internet/https-gateway.ts";
import { startedCell } from "./iot/cell-under-test.ts";
import { askedOf } from "./stories/asking.ts";
import { tellOpening } from "./stories/break-glass.ts";
import { tellFamily } from "./stories/family.ts";
import { tellFamilyMessages } from "./stories/family-messages.ts";
import {
  foundCounty,
  peopleOfTheCounty,
  tellBeds,
  tellConsortium,
  tellGreenChannel,
  tellRoutineReferral,
} from "./stories/green-channel.ts";
import { tellJoining } from "./stories/joining.ts";
import { tellRetention } from "./stories/retention.ts";
import { tellVisit, tellVisitBetween, tellVisitPlan } from "./stories/visits.ts";

const told = new Set<FunctionName>();

/** Takes up whose functions ran, each under its own role. */
function noteTold(cloud: Cloud): void {
  for (const name of functionNames) if (cloud.usage().has(`anhu-${name}`)) told.add(name);
  console.log(`${told.size} functions so far; ${cloud.calls().length} calls of AWS asked of their roles`);
}

const people = [
  registered("operator", { role: "operator" }),
  registered("manager", { role: "facility-manager", facilityId: "home" }),
  registered("nurse", { role: "nurse", facilityId: "home" }),
  registered("carer", { role: "carer", facilityId: "home" }),
  registered("colleague", { role: "carer", facilityId: "home" }),
  {
    ...registered("son"),
    relations: [relativeOf("r1", "儿子", ["status-light", "vitals", "alerts", "record"])],
  },
  {
    ...registered("niece"),
    relations: [
      { residentId: "r1", relation: "外甥女", consent: { id: "c1", classes: ["status-light", "video"], from: 0 } },
    ],
  } as const,
];

test("the routes of the house, its residents, staff and alerts do their work by the rights of their own functions alone", async () => {
  const gateway = await startHttpsGateway();
  const cell = await startedCell({ people, internet: gateway.internet });
  const { cloud } = cell;
  const ask = askedOf(cloud);
  const at = (hours: number) => new Date(cloud.clock.now() + hours * hour).toISOString();

  // The house, and who lives in it.
  const beds = ["b1", "b2", "b3"].map((id) => ({ id, label: `10${id.at(-1)}` }));
  await ask("operator", "POST", "/api/facilities", { id: "home", name: "颐养院", kind: "care-home", beds });
  await ask("operator", "POST", "/api/facilities", { id: "home-2", name: "康宁院", kind: "care-home" });
  await ask("manager", "POST", "/api/facilities/home", { addBeds: [{ id: "b4", label: "104" }] });
  expect((await ask("manager", "GET", "/api/facilities")).items).toMatchObject([{ id: "home" }]);
  const resident = {
    id: "r1",
    name: "王秀英",
    sex: "female",
    birthDate: "1940-05-01",
    facilityId: "home",
    bedId: "b1",
  };
  await ask("operator", "POST", "/api/residents", resident);
  await ask("manager", "POST", "/api/residents/r1", { allergies: ["青霉素"] });
  expect(await ask("manager", "POST", "/api/residents/r1/move", { bedId: "b2" })).toMatchObject({ bed: { id: "b2" } });
  const csv = "编号,姓名,性别,出生日期,机构,床位\nr2,李建国,男,1938/3/8,home,b3\nr3,赵淑兰,女,1941/7/2,home,\n";
  const dry = await ask("manager", "POST", "/api/import", { kind: "residents", csv });
  expect(dry).toMatchObject({ dryRun: true, done: false, counts: { new: 2 } });
  expect((await ask("nurse", "GET", "/api/residents")).items).toHaveLength(1);
  await ask("operator", "POST", "/api/import", { kind: "residents", csv, dryRun: false });
  expect((await ask("nurse", "GET", "/api/residents")).items).toHaveLength(3);
  expect(await ask("carer", "POST", "/api/search", { q: "李建" })).toMatchObject({ residents: [{ id: "r2" }] });
  await ask("carer", "POST", "/api/residents/r1/notes", { text: "今晨胃口不好" });
  await cloud.clock.advanceBy(second);
  expect((await ask("nurse", "GET", "/api/residents/r1/notes")).items).toHaveLength(1);

  // Devices.
  const { csrPem: csr } = await createKeyAndRequest();
  await ask("manager", "POST", "/api/devices", { id: "w1", kind: "wristband", residentId: "r1", csr });
  await ask("operator", "POST", "/api/devices/expected", {
    devices: [{ id: "w2", kind: "wristband", residentId: "r2" }],
  });
  const { csrPem: nextCsr } = await createKeyAndRequest();
  await ask("manager", "POST", "/api/devices/w1/rotate", { csr: nextCsr });
  await ask("manager", "POST", "/api/devices/w2/assign", { residentId: "r3" });
  await ask("manager", "POST", "/api/devices/w2/revoke");
  expect((await ask("carer", "GET", "/api/devices")).items).toHaveLength(2);

  // Who is called, and by what.
  for (const [id, name, role] of [
    ["wang", "王芳", "carer"],
    ["liu", "刘洁", "nurse"],
  ])
    await ask("operator", "POST", "/api/people", {
      id,
      name,
      roles: [{ role, facilityId: "home" }],
      phone: "+8613800000001",
    });
  await ask("operator", "POST", "/api/people/liu", { email: "liu@example.org" });
  expect((await ask("manager", "GET", "/api/people")).items.length).toBeGreaterThan(3);
  const settings = { kind: "sms", gateway: gateway.settings };
  const channel = await ask("operator", "POST", "/api/channels", { do: "add", name: "短信", settings });
  const [{ id: channelId }] = (await ask("operator", "GET", "/api/channels")).items;
  expect(JSON.stringify(channel)).not.toContain(gateway.settings.secret);
  expect(await ask("operator", "POST", `/api/channels/${channelId}/test`, { phone: "+8613800000002" })).toMatchObject({
    outcome: "accepted",
  });
  await ask("carer", "POST", "/api/me", { phone: "+8613800000003", language: "en" });
  await ask("carer", "POST", "/api/me/test-message", { channel: "sms" });
  expect(gateway.taken.map(({ data }) => data.phone)).toEqual(["+8613800000002", "+8613800000003"]);
  const push = { endpoint: "https://push.example.org/1", keys: { p256dh: "B".repeat(87), auth: "A".repeat(22) } };
  await ask("carer", "GET", "/api/push-key");
  await ask("carer", "POST", "/api/me/pushes", push);
  await ask("carer", "POST", "/api/me/pushes/remove", { endpoint: push.endpoint });
  await ask("carer", "GET", "/api/me");

  // The roster, the plan and whom they would call.
  const duty = { do: "add", role: "carer", from: at(2), until: at(8) };
  await ask("manager", "POST", "/api/facilities/home/duties", {
    ...duty,
    from: at(-1),
    until: at(2),
    personId: "wang",
  });
  const mine = (await ask("manager", "POST", "/api/facilities/home/duties", { ...duty, personId: "carer" })).items[0];
  const later = { ...duty, from: at(8), until: at(16), personId: "colleague" };
  const theirs = (await ask("manager", "POST", "/api/facilities/home/duties", later)).items[0];
  const proposal = { do: "propose", dutyId: mine.id, withDutyId: theirs.id };
  const swap = await ask("carer", "POST", "/api/facilities/home/duty-swaps", proposal);
  await ask("colleague", "POST", "/api/facilities/home/duty-swaps", { do: "accept", swapId: swap.id });
  const swapped = (await ask("carer", "GET", "/api/facilities/home/duties")).items[1];
  expect(swapped).toMatchObject({ person: { id: "colleague" }, kind: "swap" });
  const cover = { do: "cover", dutyId: swapped.id, version: swapped.version, personId: "wang" };
  await ask("manager", "POST", "/api/facilities/home/duties", cover);
  const policy = await ask("manager", "GET", "/api/facilities/home/escalation-policy");
  expect(policy).toMatchObject({ isDefault: true });
  const rules = [
    {
      priority: "high",
      steps: [{ afterSeconds: 0, call: [{ kind: "on-duty", role: "carer" }] }],
      repeatEverySeconds: 60,
      onSiteWithinSeconds: 300,
    },
  ];
  await ask("manager", "POST", "/api/facilities/home/escalation-policy", { version: policy.version, rules });
  const chain = await ask("manager", "GET", "/api/facilities/home/call-chain");
  expect(JSON.stringify(chain)).toContain("王芳");

  // A fall, and all that can be done with its alert.
  const alertId = await fallen(cell, "fall-1");
  const alert = `/api/alerts/${alertId}`;
  expect(gateway.taken.at(-1)?.data.phone).toBe("+8613800000001");
  expect((await ask("nurse", "GET", `${alert}/notifications`)).items).toMatchObject([
    { to: { id: "wang" }, state: "accepted" },
  ]);
  const deliveries = (await ask("manager", "GET", "/api/facilities/home/deliveries")).items;
  expect(deliveries.filter((one: object) => !("notice" in one || "family" in one))).toHaveLength(1);
  await ask("carer", "POST", `${alert}/acknowledge`, {});
  await ask("carer", "POST", `${alert}/release`, {});
  await ask("nurse", "POST", `${alert}/comment`, { note: "已通知家属" });
  await ask("nurse", "POST", `${alert}/acknowledge`, {});
  const handed = { to: "carer", note: "交班", alerts: [{ id: alertId }] };
  const given = await ask("nurse", "POST", "/api/facilities/home/hand-overs", handed);
  expect(given).toMatchObject({ alerts: [{ outcome: "handed-over" }] });
  const taken = { handOverId: given.id, at: given.at };
  await ask("carer", "POST", "/api/facilities/home/hand-over-confirmations", taken);
  await ask("nurse", "GET", "/api/facilities/home/hand-overs");
  const sheet = await ask("nurse", "GET", "/api/facilities/home/hand-over-sheet");
  expect(sheet).toMatchObject({ open: [{ id: alertId }], notes: [{ residentName: "王秀英" }] });
  await ask("carer", "POST", `${alert}/on-site`, {});
  await ask("carer", "POST", `${alert}/resolve`, { outcome: "false" });
  await ask("carer", "POST", `${alert}/reopen`, {});
  await ask("carer", "POST", `${alert}/resolve`, { outcome: "real" });
  expect(await ask("carer", "GET", alert)).toMatchObject({ handling: "resolved" });
  expect((await ask("carer", "GET", "/api/alerts?state=open")).items).toEqual([]);

  await tellFamily(ask, dateOf(cloud.clock.now()));

  // What the house and a relative write to each other.
  await tellFamilyMessages(ask);

  // A device that fell silent may be shelved; a fall may not.
  await cloud.clock.advanceBy(20 * minute);
  const silent = (await ask("carer", "GET", "/api/alerts?state=open")).items[0];
  await ask("nurse", "POST", `/api/alerts/${silent.id}/shelve`, { minutes: 30, reason: "充电" });
  await ask("nurse", "POST", `/api/alerts/${silent.id}/unshelve`, {});

  await tellJoining(cloud, ask);

  // The chart and the plan; then the end of the care.
  await ask("nurse", "GET", "/api/residents/r1/observations?code=heart-rate&resolution=raw");
  const heart = { low: 45, high: 130, delaySeconds: 60, hysteresis: 3, priority: "high" };
  await ask("nurse", "POST", "/api/residents/r1/plan", { limits: { "heart-rate": heart }, reason: "医嘱" });
  expect((await ask("nurse", "GET", "/api/residents/r1/plan-history")).items.length).toBeGreaterThan(0);
  await ask("manager", "POST", "/api/residents/r1/discharge", { reason: "home", openAlerts: "real" });
  expect(await ask("nurse", "GET", "/api/residents/r1")).toHaveProperty("discharge");

  // Who looked: the trail that all of the above left.
  const looked = await ask("manager", "GET", "/api/residents/r1/looks");
  expect(looked.people.map(({ who }: { who: { name: string } }) => who.name)).toEqual(
    expect.arrayContaining(["operator", "manager", "nurse"]),
  );

  await tellRetention(ask);

  // The service itself.
  const health = await ask("operator", "GET", "/api/health?details=1");
  expect(health).toMatchObject({ status: "ok", canary: { isAnswered: true }, chain: { isDelivered: true } });
  expect(health.details.unknown).toEqual([]);
  await ask("operator", "GET", "/api/quarantine");
  await ask("nurse", "POST", "/api/facilities/home/live-lease", { seconds: 60 });
  await ask("carer", "POST", "/api/me/sign-out");

  noteTold(cloud);
  expect(gateway.forged()).toBe(0);
  await expectNoTrouble(cell);
}, 300_000);

test("the routes of the consortium, its beds, referrals, papers and visits do theirs", async () => {
  const cell = await startedCell({ people: peopleOfTheCounty });
  const ask = askedOf(cell.cloud);
  await foundCounty(cell);
  await tellConsortium(ask);
  await tellBeds(ask);
  await tellGreenChannel(cell, ask);
  await tellRoutineReferral(ask);
  await tellOpening(cell, ask);
  await tellVisit(ask);
  await tellVisitBetween(ask);
  await tellVisitPlan(ask);
  noteTold(cell.cloud);
  await expectNoTrouble(cell);
}, 300_000);

test("no route is left untold", () => {
  const declared = (name: FunctionName): FunctionDeclaration => manifest[name];
  const routes = functionNames.filter((name) => declared(name).trigger.kind === "http");
  expect(routes.filter((name) => !told.has(name))).toEqual([]);
});
