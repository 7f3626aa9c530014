import { expect, test } from "vitest";
import { BeginRate } from "../../../local/sign-in/begin-rate.ts";
import { startedBox } from "../box-under-test.ts";
import { OidcBrowser } from "../oidc-browser.ts";

const sourceOf = (address: string, other: string): boolean => {
  const rate = new BeginRate(() => 0);
  while (rate.mayBegin(address));
  return !rate.mayBegin(other);
};

test.each([
  ["the same address", "10.0.0.1", "10.0.0.1", true],
  ["an address that IPv6 maps", "10.0.0.1", "::ffff:10.0.0.1", true],
  ["another address", "10.0.0.1", "10.0.0.2", false],
  ["the same network of IPv6", "2001:db8:1:2::5", "2001:db8:1:2:9:9:9:9", true],
  ["another network of IPv6", "2001:db8:1:2::5", "2001:db8:1:3::5", false],
])("%s counts as one who begins, or not", (_claim, address, other, isOne) => {
  expect(sourceOf(address, other)).toBe(isOne);
});

test("whoever begins too often may do so again with time, and others meanwhile", () => {
  let now = 0;
  const rate = new BeginRate(() => now);
  let begun = 0;
  while (rate.mayBegin("10.0.0.1")) begun += 1;
  expect(begun).toBe(120);
  expect(rate.mayBegin("10.0.0.2")).toBe(true);
  now += 2_000;
  expect([1, 2, 3].map(() => rate.mayBegin("10.0.0.1"))).toEqual([true, true, false]);
});

test("a box answers who begins without end in words, and lets sign-ins under way go on", async () => {
  const box = await startedBox();
  const browser = new OidcBrowser(box);
  await browser.open(browser.authorization());
  const mine = browser.at;
  const begin = () =>
    fetch(new URL(browser.authorization({ ui_locales: "en" }), browser.origin), { redirect: "manual" });
  let refused: Response | undefined;
  // However slow the machine is, these come faster than one a second.
  for (let round = 0; round < 20 && refused === undefined; round++) {
    const answers = await Promise.all(Array.from({ length: 20 }, begin));
    refused = answers.find(({ status }) => status !== 303);
  }
  expect([refused?.status, refused?.headers.get("retry-after")]).toEqual([429, "5"]);
  expect(await refused?.text()).toContain("Too many people are signing in at once");
  expect((await browser.open(mine)).page).toBe("sign-in");
});
