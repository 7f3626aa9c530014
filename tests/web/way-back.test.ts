import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wayBack, wayHere } from "../../web/sign-in/way-back.ts";

const origin = "https://anhu.example.org";

describe("after signing in", () => {
  test.each([
    ["/", "/"],
    ["/referrals/new?residentId=r-1&alertId=a-1", "/referrals/new?residentId=r-1&alertId=a-1"],
    ["/visits/v1#note", "/visits/v1#note"],
    ["/visits?facilityId=%6Dingzhu", "/visits?facilityId=%6Dingzhu"],
    ["//evil.example/path", "/"],
    ["/\\evil.example/path", "/"],
    ["/\t/evil.example", "/"],
    ["/.//evil.example", "/"],
    ["//[", "/"],
    ["https://evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["", "/"],
    [undefined, "/"],
    [{ href: "/" }, "/"],
  ])("%o leads to %s", (word, page) => {
    expect(wayBack(word, origin)).toBe(page);
  });

  test("no word leads to another origin", () => {
    const word = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc
        .array(fc.constantFrom("/", "\\", "\t", "\n", "@", ":", "?", "#", "evil.example", "https"), { maxLength: 6 })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(word, (text) => {
        expect(new URL(wayBack(text, origin), origin).origin).toBe(origin);
        expect(wayBack(text, origin)).toMatch(/^\/(?![/\\])/);
      }),
    );
  });

  test.each([
    [{ pathname: "/referrals/new", search: "?residentId=r-1", hash: "" }, "/referrals/new?residentId=r-1"],
    [{ pathname: "/", search: "", hash: "#wall" }, "/#wall"],
    [{ pathname: "/", search: "?code=c&state=s&iss=i", hash: "" }, "/"],
    [{ pathname: "/visits", search: "?state=closed", hash: "" }, "/visits?state=closed"],
  ])("%o is where one was", (place, page) => {
    expect(wayHere(place)).toBe(page);
    expect(wayBack(wayHere(place), origin)).toBe(page);
  });
});
