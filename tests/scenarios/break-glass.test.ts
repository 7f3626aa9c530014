import { expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { Box } from "../../local/box.ts";
import { virtualClock } from "../../local/clock.ts";
import { connectedByWord, post, startedBox, withDevices } from "../local/box-under-test.ts";
import { type IssuerUnderTest, issuerUnderTest } from "../local/issuer-under-test.ts";

interface Asked {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it expects to be there.
  readonly body: any;
}

/** Somebody's page, by their own token. */
function pagesOf(box: Box, issuer: IssuerUnderTest) {
  return async (who: string, path: string, body?: unknown): Promise<Asked> => {
    const response = await fetch(new URL(path, box.addresses.http), {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${await issuer.token(who)}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

/** A home with whom it looks after, the hospital with which it has agreed, and who works in both. */
async function county(box: Box): Promise<void> {
  await withDevices(box, "w1");
  const hospital = { id: "hospital", name: "县人民医院", kind: "county-hospital" };
  const agreement = { id: "a1", fromFacilityId: "home", toFacilityId: "hospital", validFrom: "2026-01-01" };
  const staff = [
    ["nurse", "nurse", "home"],
    ["manager", "facility-manager", "home"],
    ["dr-er", "doctor", "hospital"],
  ] as const;
  const asked: readonly (readonly [string, object])[] = [
    ["/api/facilities", hospital],
    ["/api/agreements", { ...agreement, covers: ["green-channel"] }],
    ...staff.map(([id, role, facilityId]) => ["/api/people", { id, name: id, roles: [{ role, facilityId }] }] as const),
  ];
  for (const [path, body] of asked) expect((await post(box, path, body)).status, path).toBeLessThan(300);
}

test("a fall, the green channel, a record that is opened, told, looked at, closed by the clock, and judged", async () => {
  const issuer = await issuerUnderTest();
  const clock = virtualClock(Date.now());
  const box = await startedBox({ issuer, clock });
  const ask = pagesOf(box, issuer);
  await county(box);
  // Every minute of it is lived through: an hour is as long as the usual four for what is told here.
  const policy = { hours: 1, reviewDays: 3 };
  expect((await ask("manager", "/api/facilities/home/opening-policy", policy)).status).toBe(200);

  const band = await connectedByWord(box, "w1");
  const fall = { id: "fall-1", type: "fall", at: new Date(clock.now()).toISOString() };
  await band.publishAsync("anhu/v1/w1/event", JSON.stringify(fall), { qos: 1 });
  const [alert] = (await ask("nurse", "/api/alerts?state=open")).body.items;
  const { body: referral } = await ask("nurse", `/api/alerts/${alert.id}/green-channel`, {});

  const unknown = await ask("dr-er", "/api/residents/r9");
  expect((await ask("dr-er", "/api/residents/r1")).status).toBe(404);
  const reason = { kind: "rescue", words: "昏迷，核对抗凝药" };
  const opened = await ask("dr-er", `/api/referrals/${referral.id}/openings`, { reason });
  expect(opened).toMatchObject({ status: 201, body: { outcome: "opened", residentId: "r1" } });
  expect((await ask("dr-er", "/api/residents/r1")).body.name).toBe("王秀英");
  expect((await ask("dr-er", "/api/residents/r1/observations")).status).toBe(200);

  const told = (await ask("manager", "/api/openings")).body.items;
  expect(told).toMatchObject([{ person: { name: "dr-er" }, house: { id: "hospital" }, state: "open" }]);

  await clock.advanceBy(hour - second);
  expect((await ask("dr-er", "/api/residents/r1")).status).toBe(200);
  await clock.advanceBy(second);
  const after = await ask("dr-er", "/api/residents/r1");
  expect(after.status).toBe(404);
  expect(JSON.stringify(after.body).replaceAll("r1", "r9")).toBe(JSON.stringify(unknown.body));

  await clock.advanceBy(minute);
  const { openingId } = opened.body;
  const shown = (await ask("manager", `/api/openings?openingId=${openingId}`)).body;
  expect(shown.items).toMatchObject([{ state: "lapsed", steps: [{ what: "opened" }, { what: "lapsed" }] }]);
  expect(new Set(shown.reads.map(({ what }: { readonly what: string }) => what))).toEqual(
    new Set(["show-resident", "read-observations"]),
  );
  const review = { openingId, verdict: "justified", words: "抢救需要，属实" };
  const judged = await ask("manager", "/api/facilities/home/opening-reviews", review);
  expect(judged).toMatchObject({ status: 200, body: { state: "justified", review: { by: { id: "manager" } } } });
});
