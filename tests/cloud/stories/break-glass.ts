import { expect } from "vitest";
import { minute } from "../../../domain/model/time.ts";
import { fallen } from "../calling-home.ts";
import type { CellUnderTest } from "../iot/cell-under-test.ts";
import type { Ask } from "./asking.ts";

const reason = { kind: "rescue", words: "昏迷，核对抗凝药" };

/** The hospital opens the record of whom it receives, keeps it open and closes it; then the home judges that. */
export async function tellOpening(cell: CellUnderTest, ask: Ask): Promise<void> {
  const { cloud } = cell;
  await ask("manager", "POST", "/api/facilities/home/opening-policy", { hours: 2, reviewDays: 1 });
  const alertId = await fallen(cell, "fall-opened");
  const { id: caseId } = await ask("nurse", "POST", `/api/alerts/${alertId}/green-channel`, {});
  const { openingId } = await ask("dr-er", "POST", `/api/referrals/${caseId}/openings`, { reason });
  expect(await ask("dr-er", "GET", "/api/residents/r1")).toMatchObject({ id: "r1" });
  expect((await ask("dr-er", "GET", "/api/me/openings")).items).toMatchObject([{ id: openingId, isOpen: true }]);
  const longer = { do: "renew", reason: { kind: "deteriorating", words: "血压下降" } };
  expect(await ask("dr-er", "POST", `/api/me/openings/${openingId}`, longer)).toMatchObject({ outcome: "renewed" });
  await ask("dr-er", "POST", `/api/me/openings/${openingId}`, { do: "end" });
  await cloud.clock.advanceBy(minute);
  const { items } = await ask("manager", "GET", "/api/openings");
  expect(items).toMatchObject([{ id: openingId, state: "ended", mayReview: true }]);
  expect((await ask("manager", "GET", "/api/residents/r1/opening-notices")).items).toMatchObject([{ id: openingId }]);
  const review = { openingId, verdict: "justified", words: "抢救需要" };
  await ask("manager", "POST", "/api/facilities/home/opening-reviews", review);
  await ask("nurse", "POST", `/api/referrals/${caseId}/steps`, { do: "cancel", reason: "好转，不去了" });
  await ask("nurse", "POST", `/api/alerts/${alertId}/resolve`, { outcome: "real" });
  await tellOpeningOnDuty(cell, ask);
}

/** Somebody comes by themselves: by name and birth date, to a doctor on duty. */
async function tellOpeningOnDuty({ cloud }: CellUnderTest, ask: Ask): Promise<void> {
  const said = { by: "name-and-birth-date", name: "王秀英", birthDate: "1940-05-01" };
  const { openingId } = await ask("dr-er", "POST", "/api/facilities/hospital/openings", { said, reason });
  await ask("dr-er", "POST", `/api/me/openings/${openingId}`, { do: "end" });
  await cloud.clock.advanceBy(minute);
  const [opening] = (await ask("manager", "GET", `/api/openings?openingId=${openingId}`)).items;
  expect(opening).toMatchObject({ state: "ended", way: "name-and-birth-date" });
}
