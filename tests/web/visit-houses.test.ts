import { expect, test } from "vitest";
import { askedHouses, leadingHouses } from "../../web/visit/houses.ts";

type Seen = NonNullable<Parameters<typeof leadingHouses>[0]>;

const names = { home: "松鹤养老院", community: "和平社区", centre: "柳溪镇卫生院", hospital: "县人民医院" };
const seen: Seen = {
  facilities: Object.entries(names).map(([id, name]) => ({
    id,
    name,
    kind: "care-home",
    departments: [],
    isOwn: id === "home" || id === "community",
  })),
  routes: [
    way("tele-consultation", "home", "hospital"),
    way("tele-consultation", "home", "centre"),
    way("guidance", "home", "centre"),
    way("tele-consultation", "community", "hospital"),
    way("tele-consultation", "centre", "hospital"),
    way("up-referral", "community", "centre"),
  ],
};

function way(kind: Seen["routes"][number]["kind"], fromFacilityId: string, toFacilityId: string) {
  return { kind, fromFacilityId, toFacilityId, agreementId: `${kind} ${fromFacilityId} ${toFacilityId}` };
}

test.each([
  ["its own house, or one to which it may turn", "contracted-follow-up", ["home"], ["home", "centre", "hospital"]],
  ["of a round over two houses only to whom both may turn", "ward-round", ["home", "community"], ["hospital"]],
  ["guidance is asked by the own house", "guidance", ["home"], ["home"]],
  ["relatives are called by the own house", "family-call", ["home"], ["home"]],
] as const)("a visit is led by %s", (_what, kind, homes, expected) => {
  expect(leadingHouses(seen, kind, homes).map(({ id }) => id)).toEqual(expected);
});

test.each([
  ["the hospital above", "remote-consultation", ["home"], ["centre", "hospital"]],
  ["whom the leading house may ask, not the resident's", "remote-consultation", ["centre"], ["hospital"]],
  ["by an agreement on guidance alone", "guidance", ["home"], ["centre"]],
  ["nobody where no agreement says so", "guidance", ["community"], []],
  ["nobody before it is known who asks", "remote-consultation", [], []],
] as const)("who is asked: %s", (_what, kind, leads, expected) => {
  expect(askedHouses(seen, kind, leads).map(({ id }) => id)).toEqual(expected);
});
