import { describe, expect, test } from "vitest";
import { faultAt, faultsElsewhere, faultsOf } from "../../web/parts/form/faults.ts";
import { phoneOf } from "../../web/parts/form/phone.ts";

const said = (zh: string) => ({ zh, en: zh });
const refused = (...errors: readonly { pointer: string; messages: { zh: string; en: string } }[]) =>
  ({ kind: "refused", status: 400, code: "invalid-request", messages: said("有误"), errors }) as const;

describe("faults of a form", () => {
  test("stand at the places that the service named; several at one place are said as one", () => {
    const faults = faultsOf(
      refused({ pointer: "#/name", messages: said("太长") }, { pointer: "#/name", messages: said("重复") }),
    );
    expect(faults).toEqual({ "/name": { zh: "太长；重复", en: "太长; 重复" } });
    expect(faultsOf({ kind: "unreachable" })).toEqual({});
  });

  test("inside a field are the field's, and no other's whose name begins the same", () => {
    const faults = { "/beds/0/label": said("重复"), "/bedsize": said("太大") };
    expect(faultAt(faults, "/beds")).toEqual(said("重复"));
    expect(faultAt(faults, "/bed")).toBeUndefined();
  });

  test("at a place without a field are not lost", () => {
    const faults = { "/name": said("太长"), "/version": said("缺少"), "": said("至少改一项") };
    expect(faultsElsewhere(faults, ["/name"])).toEqual([said("缺少"), said("至少改一项")]);
  });
});

test.each([
  ["13800000000", "+8613800000000"],
  ["138 0000-0000", "+8613800000000"],
  ["008613800000000", "+8613800000000"],
  ["+44 20 7946 0000", "+442079460000"],
  ["01012345678", "01012345678"],
])("the number %s is dialled as %s", (typed, dialled) => {
  expect(phoneOf(typed)).toBe(dialled);
});
