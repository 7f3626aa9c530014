import { expect, test } from "vitest";
import { telephoneOf } from "../../domain/family/telephone.ts";
import type { Department } from "../../domain/model/facility.ts";

const ward = { id: "w", name: "一病区", kind: "geriatrics", phone: "0576-8123 4567" } as const;
const nurses = { id: "n", name: "护理站", kind: "nursing", phone: "+86 576 8123 0000" } as const;

test.each<[string, readonly Department[] | undefined, string | undefined]>([
  ["the nursing department's number, whatever stands before it", [ward, nurses], nurses.phone],
  ["another department's where nurses have none", [{ ...nurses, phone: undefined }, ward], ward.phone],
  ["no number that is dialled within the house alone", [{ ...nurses, phone: "8012" }], undefined],
  ["not the desk for referrals", [{ ...ward, isReferralDesk: true }], undefined],
  ["none where there are no departments", undefined, undefined],
])("relatives telephone %s", (_claim, departments, phone) => {
  expect(telephoneOf({ ...(departments && { departments }) })).toBe(phone);
});
