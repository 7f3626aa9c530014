import { expect, test } from "vitest";
import { visitPlanList } from "../../contracts/http/visit-plans.ts";
import { type VisitView, visitList } from "../../contracts/http/visits.ts";
import { getJson, postJson } from "../../devices-sim/box.ts";
import { registerConsortium } from "../../devices-sim/consortium.ts";
import { planCounty } from "../../devices-sim/county/people.ts";
import { planDemoVisits } from "../../devices-sim/demo-plans.ts";
import { requestDemoVisits } from "../../devices-sim/demo-visits.ts";
import { KeyFolder } from "../../devices-sim/key-folder.ts";
import { registerCounty } from "../../devices-sim/register.ts";
import { virtualClock } from "../../local/clock.ts";
import { demoPeople } from "../../local/sign-in/demo-people.ts";
import { apiOf, startedBox, temporaryFolder } from "../local/box-under-test.ts";

test("the demo has an open waiting room, and a call today to which somebody who signs in is invited; after a restart too", async () => {
  const clock = virtualClock(Date.parse("2026-11-23T09:00:00+08:00"));
  const box = await startedBox({ clock });
  const api = apiOf(box);
  const county = { ...planCounty({ prefix: "demo", seed: 1, residents: 24, year: 2026 }), devices: [] };
  await registerCounty(api, county, new KeyFolder(temporaryFolder()), "mtls");
  await registerConsortium(api, county);
  const visits = async (): Promise<readonly VisitView[]> => {
    await requestDemoVisits(api, county, clock.now());
    return visitList.parse(await getJson(api, "/api/visits")).items;
  };

  const first = await visits();
  expect(first.filter(({ state }) => state === "waiting")).toMatchObject([
    { id: "demo-waiting-2026-11-23", present: [] },
  ]);
  const [call] = first.filter(({ kind }) => kind === "family-call");
  const related = demoPeople.filter(({ relatives }) =>
    relatives?.some(({ residentId, classes }) => residentId === call?.resident.id && classes.includes("video")),
  );
  expect(call).toMatchObject({ state: "scheduled", invited: related.map(({ id }) => id) });

  const again = await visits();
  expect(again.filter(({ state }) => state === "waiting").map(({ id }) => id)).toEqual(["demo-waiting-2026-11-23"]);
  expect(new Set(again.map(({ id }) => id)).size).toBe(again.length);

  const inHome = county.people.filter(({ facilityId }) => facilityId === county.people[0]?.facilityId);
  const planned = async () => {
    await planDemoVisits(api, county, clock.now());
    const items = await Promise.all(
      inHome
        .slice(0, 5)
        .map(async ({ id }) =>
          visitPlanList
            .parse(await getJson(api, `/api/residents/${id}/visit-plans`))
            .items.map(({ residents }) => residents.length),
        ),
    );
    return items.flat();
  };
  expect(await planned()).toEqual([3, 3, 3, 1]);
  const [left] = inHome;
  await postJson(api, `/api/residents/${left?.id}/discharge`, { reason: "home" });
  // What stood stays; the one who comes up in their place has a plan now too.
  expect(await planned()).toEqual([3, 3, 3, 1, 1]);
  const all = visitList.parse(await getJson(api, "/api/visits")).items;
  expect(all.map(({ kind }) => kind)).toContain("guidance");
  expect(all.some(({ id, leadFacility }) => id.startsWith("demo-offer") && leadFacility.id === "demo-hospital")).toBe(
    true,
  );
}, 60_000);
