import { describe, expect, test } from "vitest";
import { isNoneWord, type NoneKnown, settledNone } from "../../domain/model/none-known.ts";

const nurse = { by: "陈静", byId: "nurse", at: 1000 };
const doctor = { by: "周医生", byId: "doctor", at: 2000 };
const known: NoneKnown = { allergies: nurse };

describe("that there is none", () => {
  test.each([
    ["is somebody's word, with who and when", {}, {}, { allergies: true }, { allergies: doctor }],
    ["is not known of an empty list", { allergies: [] }, {}, {}, undefined],
    ["said again stays whose it was", { noneKnown: known }, {}, { allergies: true }, known],
    ["stays when something else changes", { noneKnown: known }, { medicines: [{ name: "x" }] }, {}, known],
    ["ends with the first of a list", { noneKnown: known }, { allergies: ["青霉素"] }, {}, undefined],
    ["is not said against a list", { allergies: ["青霉素"] }, {}, { allergies: true }, undefined],
    ["is not what an emptied list says", { allergies: ["青霉素"] }, { allergies: [] }, {}, undefined],
    [
      "can be said of a list that is emptied",
      { allergies: ["花粉"] },
      { allergies: [] },
      { allergies: true },
      { allergies: doctor },
    ],
    ["is taken back", { noneKnown: known }, {}, { allergies: false }, undefined],
  ])("%s", (_claim, before, change, said, after) => {
    expect(settledNone(before, change, said, doctor)).toEqual(after);
  });

  test.each(["无", " 无 ", "没有", "无已知过敏", "无药物过敏史", "否认食物药物过敏", "None", "NKDA"])(
    "%j is its word and no allergy",
    (text) => expect(isNoneWord(text)).toBe(true),
  );
  test.each(["无花果", "青霉素", "无法确认", "不详", "海鲜", ""])("%j is not", (text) =>
    expect(isNoneWord(text)).toBe(false),
  );
});
