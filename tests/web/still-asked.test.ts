import { expect, test } from "vitest";
import { isStillAsked } from "../../web/referral/parties.ts";

const first = {
  facility: { id: "county", name: "县人民医院" },
  at: "2026-11-22T08:00:00+08:00",
  answer: "declined",
} as const;
const second = { facility: { id: "city", name: "市医院" }, at: "2026-11-22T09:00:00+08:00" };
const home = { facility: { id: "home", name: "敬老院" }, at: "2026-11-23T09:00:00+08:00" };
const asked = { offers: [first, second], returnOffers: [] };

test.each([
  ["an answer is waited for while the last one is asked", { ...asked, state: "triaged" }, second, true],
  ["who declined is not waited for", { ...asked, state: "requested" }, first, false],
  ["who took them in without an answer is not waited for", { ...asked, state: "admitted" }, second, false],
  ["of a way back the house that is asked", { ...asked, returnOffers: [home], state: "ready-for-down" }, home, true],
  [
    "and not the hospital that never answered",
    { ...asked, returnOffers: [home], state: "ready-for-down" },
    second,
    false,
  ],
  ["nor the house, once they came", { ...asked, returnOffers: [home], state: "follow-up-due" }, home, false],
] as const)("%s", (_claim, referral, offer, isAsked) => {
  expect(
    isStillAsked({ ...referral, offers: [...referral.offers], returnOffers: [...referral.returnOffers] }, offer),
  ).toBe(isAsked);
});
