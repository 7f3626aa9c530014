import { join } from "node:path";
import { expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { virtualClock } from "../../local/clock.ts";
import { get, post, startedBox, temporaryFolder } from "./box-under-test.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const parallel = 100;
const beds = "/api/facilities/home/beds";

test(`of ${parallel} holds and residents who come for one bed at once, by HTTP, one has it; a hold ends while the box is down`, async () => {
  const dataFolder = join(temporaryFolder(), "data");
  const clock = virtualClock(noon);
  const box = await startedBox({ dataFolder, clock });
  const home = { id: "home", name: "颐养院", kind: "care-home", beds: [{ id: "b1", label: "101" }] };
  expect(await post(box, "/api/facilities", home)).toMatchObject({ status: 201 });
  const answers = await Promise.all(
    Array.from({ length: parallel }, (_, index) => {
      if (index % 4 !== 0) return post(box, `${beds}/hold`, { bedId: "b1", holdId: `h${index}`, minutes: 30 });
      const resident = { id: `r${index}`, name: "王秀英", sex: "female", birthDate: "1940-05-01" };
      return post(box, "/api/residents", { ...resident, facilityId: "home", bedId: "b1" });
    }),
  );
  const [done, ...others] = answers.filter(({ status }) => status < 300);
  expect(done).toBeDefined();
  expect(others).toEqual([]);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(parallel - 1);

  // Free again, whoever was the one, then held for half an hour.
  const { occupant, hold } = (await get(box, beds)).beds[0];
  if (hold !== undefined) await post(box, `${beds}/release`, { bedId: "b1", holdId: hold.id });
  else await post(box, `/api/residents/${occupant.residentId}/discharge`, { reason: "home" });
  await clock.advanceBy(minute);
  const held = await post(box, `${beds}/hold`, { bedId: "b1", holdId: "late", minutes: 30 });
  expect(held).toMatchObject({ status: 200 });
  await box.stop();

  const again = await startedBox({ dataFolder, clock: virtualClock(noon + hour) });
  expect((await get(again, beds)).beds).toMatchObject([{ id: "b1", standing: "free" }]);
  expect(await post(again, `${beds}/hold`, { bedId: "b1", holdId: "next", minutes: 30 })).toMatchObject({
    status: 200,
  });
  const { items } = await get(again, "/api/facilities/home/bed-history?bedId=b1");
  expect(items.slice(0, 3)).toMatchObject([
    { kind: "held", holdId: "next" },
    { kind: "released", holdId: "late", why: "expired", at: held.body.hold.until },
    { kind: "held", holdId: "late" },
  ]);
  expect(Date.parse(held.body.hold.until)).toBe(noon + 31 * minute);
});
