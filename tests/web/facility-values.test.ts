import { describe, expect, test } from "vitest";
import { countFaults, countsOf, countTexts } from "../../web/facilities/count-values.ts";
import { departmentFaults, withDepartment, withoutDepartment } from "../../web/facilities/department-values.ts";

const texts = { ...countTexts("licensed", undefined), ...countTexts("convertible", undefined) };

describe("counts", () => {
  test("are sent as they were said; an empty field says nothing, and nought is a count", () => {
    const typed = { ...texts, "licensed.care": " 120 ", "licensed.medical": "0" } as const;
    expect(countsOf("licensed", typed)).toEqual({ care: 120, medical: 0 });
    expect(countsOf("convertible", typed)).toEqual({});
    expect(countsOf("licensed", { ...texts, ...countTexts("licensed", { hospice: 4 }) })).toEqual({ hospice: 4 });
  });

  test.each([
    ["", false],
    ["0", false],
    ["5000", false],
    ["5001", true],
    ["-1", true],
    ["1.5", true],
    ["1e3", true],
    ["十", true],
  ])("%j is faulty: %s, at its field", (text, isFaulty) => {
    expect(Object.keys(countFaults({ ...texts, "convertible.medical": text }))).toEqual(
      isFaulty ? ["/convertible/medical"] : [],
    );
  });
});

describe("departments", () => {
  const emergency = {
    id: "emergency",
    name: "急诊科",
    kind: "emergency",
    phone: "8120",
    isReferralDesk: true,
  } as const;
  const text = { name: " 急诊二科 ", kind: "emergency", phone: "", isReferralDesk: false };

  test("a new one stands behind the others, by an id that none has", () => {
    const two = withDepartment([emergency], text);
    expect(two).toEqual([emergency, { id: "emergency-2", name: "急诊二科", kind: "emergency" }]);
    expect(withDepartment(two, text).map(({ id }) => id)).toEqual(["emergency", "emergency-2", "emergency-3"]);
  });

  test("one that is changed keeps its id and its place; what is emptied is gone", () => {
    const other = { id: "ward", name: "内科", kind: "internal-medicine" } as const;
    expect(withDepartment([emergency, other], { ...text, kind: "surgery" }, "emergency")).toEqual([
      { id: "emergency", name: "急诊二科", kind: "surgery" },
      other,
    ]);
    expect(withoutDepartment([emergency, other], "emergency")).toEqual([other]);
  });

  test.each([
    [{ ...text, name: " " }, ["/name"]],
    [{ ...text, kind: "" }, ["/kind"]],
    [{ ...text, phone: "0571-8888 8888" }, []],
    [{ ...text, phone: "打前台" }, ["/phone"]],
    [{ ...text, phone: "12" }, ["/phone"]],
  ])("%j is faulty at %j", (typed, faults) => {
    expect(Object.keys(departmentFaults(typed))).toEqual(faults);
  });
});
