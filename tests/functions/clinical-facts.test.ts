import { beforeEach, describe, expect, test } from "vitest";
import { clinicalFactNames } from "../../domain/model/clinical-facts.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  const at = (role: "nurse" | "doctor" | "facility-manager") => [{ role, facilityId: "home-1" }];
  await world.person("nurse-1", { name: "护士张", roles: at("nurse") });
  await world.person("doctor-1", { name: "医生陈", roles: at("doctor") });
  await world.person("supervisor", { roles: [{ role: "health-supervisor" }] });
});

const everything = {
  diagnoses: [
    { name: "高血压", icd10: "I10.x00", since: "2009" },
    { name: "阑尾切除术后", past: true },
  ],
  pastHistory: "2015年右髋关节置换。",
  medicines: [{ name: "氨氯地平", dosage: "5 mg 口服 每日一次", since: "2019-03" }],
  infections: ["MRSA 定植"],
  isolation: ["contact"],
  tubes: [{ kind: "urinary-catheter", note: "16F", since: "2026-11-01" }],
  pressureInjuries: ["骶尾部 2期"],
  mobility: "wheelchair",
  identityNumber: "11010519491231002X",
  insuranceNumber: "A12345678",
  recordNumber: "330000-0001",
  address: "泰和县澄江镇白凤大道1号",
  phone: "0796-5320000",
};

const change = (body: unknown, as = "doctor-1") => world.call("change-resident", { id: "resident-1", body, as });
const shownTo = async (as: string) => (await world.must("show-resident", { id: "resident-1", as })).clinical;

describe("what another house must know of a resident", () => {
  test("a doctor writes all of it down, staff read it, and the history says who it was", async () => {
    expect(Object.keys(everything).sort()).toEqual([...clinicalFactNames].sort());
    expect((await change(everything)).status).toBe(200);
    expect(await shownTo("carer-li")).toEqual(everything);
    const [latest] = (await world.must("list-plan-history", { id: "resident-1" })).items;
    expect(latest).toMatchObject({ by: "医生陈", what: "facts", facts: { before: {}, after: everything } });
  });

  test("what is taken away is gone, and said again as it is changes nothing", async () => {
    await change(everything);
    const { body } = await change({ infections: null, isolation: null });
    expect(body.clinical).not.toHaveProperty("infections");
    expect((await change({ mobility: "wheelchair" })).body.version).toBe(body.version);
  });

  test("a supervisor sees the resident, and nothing clinical of them", async () => {
    await change(everything);
    const shown = await world.must("show-resident", { id: "resident-1", as: "supervisor" });
    expect(shown.name).toBe("王桂英");
    expect(shown).not.toHaveProperty("clinical");
    expect(JSON.stringify(shown)).not.toContain("MRSA");
    expect((await change(everything, "supervisor")).status).toBe(403);
  });

  test("a resident of whom nothing was recorded has nothing, not a denial", async () => {
    expect(await shownTo("doctor-1")).toEqual({});
  });

  test.each([
    ["a wrong check digit", { identityNumber: "110105194912310021" }, "#/identityNumber"],
    ["a kind of tube that nobody knows", { tubes: [{ kind: "hose" }] }, "#/tubes/0/kind"],
    ["a month that there is not", { diagnoses: [{ name: "高血压", since: "2009-13" }] }, "#/diagnoses/0/since"],
    ["a medicine without a name", { medicines: [{ dosage: "5 mg" }] }, "#/medicines/0/name"],
    ["a field that nobody knows", { medicines: [{ name: "甲", dose: "5 mg" }] }, "#/medicines/0/dose"],
  ])("%s is refused where it stands", async (_claim, body, pointer) => {
    const answer = await change(body);
    expect([answer.status, answer.body.errors.map((each: { pointer: string }) => each.pointer)]).toEqual([
      400,
      [pointer],
    ]);
  });
});

test("a table brings diagnoses, medicines and numbers along", async () => {
  const csv = [
    "编号,姓名,性别,出生日期,机构,诊断,用药,感染,行动能力,身份证号,既往史",
    "r-9,赵㛃,女,1949-12-31,home-1,高血压/I10; 糖尿病,氨氯地平/5 mg 每日一次;二甲双胍,MRSA,轮椅,11010519491231002X,髋关节置换",
  ].join("\n");
  const { faults } = await world.must("import-register", { body: { kind: "residents", csv, dryRun: false } });
  expect(faults).toEqual([]);
  expect((await world.must("show-resident", { id: "r-9" })).clinical).toEqual({
    diagnoses: [{ name: "高血压", icd10: "I10" }, { name: "糖尿病" }],
    medicines: [{ name: "氨氯地平", dosage: "5 mg 每日一次" }, { name: "二甲双胍" }],
    infections: ["MRSA"],
    mobility: "wheelchair",
    identityNumber: "11010519491231002X",
    pastHistory: "髋关节置换",
  });
});
