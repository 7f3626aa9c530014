import { expect, test } from "vitest";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import { expectNoTrouble, staffedBy } from "./calling-home.ts";
import type { Cloud } from "./cloud.ts";
import { call } from "./cloud-under-test.ts";
import { basicIngest } from "./devices.ts";
import { startHttpsGateway } from "./internet/https-gateway.ts";
import { startedCell } from "./iot/cell-under-test.ts";

const falls = 500;
const each = Array.from({ length: falls }, (_, index) => index);

/** A home whose residents and devices come by two files, as in the first week of a customer. */
async function importedHome(cloud: Cloud): Promise<void> {
  const home = { id: "home", name: "颐养院", kind: "care-home" };
  expect(await call(cloud, "POST", "/api/facilities", home)).toMatchObject({ status: 201 });
  const residents = each.map((n) => `r${n},王秀英,女,1940-05-01,home`);
  const devices = each.map((n) => `w${n},wristband,r${n}`);
  for (const [kind, csv] of [
    ["residents", ["编号,姓名,性别,出生日期,机构", ...residents]],
    ["devices", ["id,kind,resident", ...devices]],
  ] as const) {
    const answer = await call(cloud, "POST", "/api/import", { kind, csv: csv.join("\n"), dryRun: false });
    expect(answer, JSON.stringify(answer.body).slice(0, 500)).toMatchObject({
      status: 200,
      body: { done: true, counts: { new: falls } },
    });
  }
}

test("500 falls at once: each is called for, no call is lost and none doubled", async () => {
  const gateway = await startHttpsGateway();
  const cell = await startedCell({ internet: gateway.internet });
  const { cloud, iot, settle } = cell;
  await importedHome(cloud);
  await staffedBy(cloud, gateway.settings);

  const at = new Date(cloud.clock.now()).toISOString();
  const startedAt = performance.now();
  await forEachBounded(each, falls, async (n) => {
    const event = { id: "fall-1", type: "fall", at };
    await iot.publish(basicIngest(`w${n}`, "event"), Buffer.from(JSON.stringify(event)), 1);
  });
  await settle();
  const lastAt = Math.max(...gateway.taken.map(({ tookAt }) => tookAt));
  console.log(`${falls} falls at once: all called for after ${((lastAt - startedAt) / 1000).toFixed(1)} s`);

  expect(gateway.taken).toHaveLength(falls);
  expect(new Set(gateway.taken.map(({ id }) => id)).size).toBe(falls);
  const { body } = await call(cloud, "GET", "/api/alerts?state=open");
  const called = new Set(gateway.taken.map(({ id }) => id.split(".")[0]));
  expect(body.items.filter(({ id }: { readonly id: string }) => !called.has(id))).toEqual([]);
  expect(body.items).toHaveLength(falls);
  expect(gateway.forged()).toBe(0);
  await expectNoTrouble(cell);
}, 600_000);
