import { expect, test } from "vitest";
import { type GreenHospital, preselected } from "../../web/referral/green-hospitals.ts";

const empty: GreenHospital = { id: "empty", name: "县人民医院", desk: "nobody" };
const silent: GreenHospital = { id: "silent", name: "镇卫生院", desk: "no-roster" };
const staffed: GreenHospital = { id: "staffed", name: "县中医院", desk: "staffed" };
const other: GreenHospital = { id: "other", name: "县第二医院", desk: "staffed" };

test.each([
  ["the agreed one where somebody is at its desk", [staffed, other], "other", "other"],
  ["the first where none was agreed on", [staffed, other], undefined, "staffed"],
  ["one with somebody on duty before the agreed one without", [empty, silent, staffed], "empty", "staffed"],
  ["one that keeps no roster before an empty desk", [empty, silent], "empty", "silent"],
  ["the agreed one where no desk is known to be filled", [staffed, empty].map(unknownDesk), "empty", "empty"],
  ["an empty desk rather than none", [empty], undefined, "empty"],
  ["nothing where no agreement opens a way", [], "empty", undefined],
])("a green channel leads to %s", (_what, hospitals, agreed, expected) => {
  expect(preselected(hospitals, agreed)?.id).toBe(expected);
});

function unknownDesk({ id, name }: GreenHospital): GreenHospital {
  return { id, name };
}
