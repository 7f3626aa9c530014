import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { World } from "../functions/world.ts";
import { anhu, awsEnvironment, ownFolder, type Ran } from "./anhu-under-test.ts";
import { type LambdaEndpoint, lambdaEndpoint } from "./lambda-endpoint.ts";

let world: World;
let endpoint: LambdaEndpoint;
let folder: string;
let choice: readonly string[];

beforeEach(async () => {
  world = new World();
  folder = ownFolder();
  mkdirSync(join(folder, "cells"));
  writeFileSync(join(folder, "cells", "taihe.yaml"), "name: taihe\nregion: eu-west-1\n");
  choice = ["--cells", join(folder, "cells"), "--cell", "taihe", "--json"];
  endpoint = await lambdaEndpoint(world);
  awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: endpoint.url });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const sound = {
  facilities: "id,name,kind\nhome-1,明珠敬老院,care-home\nhome-2,颐养院,care-home\n",
  beds: "facility,id,label\nhome-1,b1,205-1\nhome-1,b2,205-2\nhome-2,b1,101\n",
  residents: "id,name,sex,birthDate,facility,bed\nr-1,王桂英,female,1941-03-08,home-1,b1\n",
};

async function imported(files: Readonly<Partial<typeof sound>>, ...options: readonly string[]): Promise<Ran> {
  const paths = Object.entries(files).flatMap(([name, text]) => [`--${name}`, file(`${name}.csv`, text)]);
  return anhu("facility", "import", ...paths, ...options, ...choice);
}

async function registered(): Promise<{ readonly facilities: number; readonly residents: number }> {
  const [facilities, residents] = [await world.must("list-facilities"), await world.must("list-residents")];
  return { facilities: facilities.items.length, residents: residents.items.length };
}

describe("facility import", () => {
  test("registers facilities with their beds, and residents in them", async () => {
    expect((await imported(sound)).json).toMatchObject({ facilities: { registered: 2 }, residents: { registered: 1 } });
    const { items } = await world.must("list-facilities");
    expect(items[0].beds).toEqual([
      { id: "b1", label: "205-1" },
      { id: "b2", label: "205-2" },
    ]);
    expect((await world.must("list-residents")).items).toMatchObject([{ id: "r-1", bed: { label: "205-1" } }]);
  });

  test("of what is there already changes nothing, and says what differs", async () => {
    await imported(sound);
    const changed = { ...sound, facilities: sound.facilities.replace("颐养院", "新颐养院") };
    const again = await imported(changed);
    expect(again).toMatchObject({ code: 0 });
    expect(again.json).toMatchObject({
      facilities: { registered: 0, there: 1, different: ["home-2"] },
      residents: { registered: 0, there: 1 },
    });
    expect(again.stderr).toMatch(/left as they are: facilities home-2/);
    expect((await world.must("list-facilities")).items[1].name).toBe("颐养院");
  });

  test("that was only tried registers nothing", async () => {
    const tried = await imported(sound, "--dry-run");
    expect(tried.json).toMatchObject({ dryRun: true, facilities: { registered: 2 }, residents: { registered: 1 } });
    expect(await registered()).toEqual({ facilities: 0, residents: 0 });
  });

  test("tells of a bed in which somebody lies, with all else that is wrong, before it registers anybody", async () => {
    await imported(sound);
    const before = await registered();
    const residents =
      "编号,姓名,性别,出生日期,机构,床位\nr-8,王,妇,1941-03-08,home-1,\nr-9,李,女,1941-03-08,home-1,b1\n";
    const ran = await anhu("facility", "import", "--residents", file("r.csv", residents), "--dry-run", ...choice);
    expect(ran.json.error.faults).toMatchObject([
      { row: 2, column: "性别", value: "妇", expected: { zh: "应为以下之一：女, 男" } },
      { row: 3, column: "床位", value: "b1" },
    ]);
    expect(await registered()).toEqual(before);
  });

  test("reads what spreadsheets in China write: GB 18030, Chinese heads, semicolons, dates with slashes", async () => {
    const gbk = { 编号: "b1e0bac5", 名称: "c3fbb3c6", 类型: "c0e0d0cd" };
    const heads = Object.values(gbk).join("3b");
    const facilities = Buffer.concat([Buffer.from(heads, "hex"), Buffer.from("\r\nhome-1;home;care-home\r\n")]);
    const residents =
      "\ufeff编号,姓名,性别,出生日期,机构,安宁疗护,联系人\nr-1,王桂英,女,1941/3/8,home-1,是,李明/儿子/13800000000\n";
    const paths = ["--facilities", file("f.csv", facilities), "--residents", file("r.csv", residents)];
    expect(await anhu("facility", "import", ...paths, ...choice)).toMatchObject({ code: 0 });
    expect(await world.must("show-resident", { id: "r-1" })).toMatchObject({
      sex: "female",
      birthDate: "1941-03-08",
      palliative: true,
      contacts: [{ name: "李明", relation: "儿子", phone: "13800000000" }],
    });
  });

  test.each([
    [
      "an unknown kind",
      { facilities: "id,name,kind\nh,x,hotel\n" },
      2,
      "kind",
      "hotel",
      /must be one of county-hospital/,
    ],
    [
      "an id that is none",
      { facilities: "id,name,kind\nh 1,x,care-home\n" },
      2,
      "id",
      "h 1",
      /must be 1 to 64 letters, digits, _ or -$/,
    ],
    ["no id", { facilities: "id,name,kind\n,x,care-home\n" }, 2, "id", "", /must be an id/],
    ["no name", { facilities: "id,name,kind\nh,,care-home\n" }, 2, "name", "", /must be of type string and present/],
    ["an id twice", { facilities: "id,name,kind\nh,x,care-home\n\nh,y,care-home\n" }, 4, "id", "h", /stands in row 2/],
    [
      "a bed nowhere",
      { beds: "facility,id,label\nh9,b1,x\n" },
      2,
      "facility",
      "h9",
      /must be a facility of these files/,
    ],
    [
      "no such date",
      { residents: "id,name,sex,birthDate,facility\nr,x,male,1941-13-08,home-1\n" },
      2,
      "birthDate",
      "1941-13-08",
      /must be a date/,
    ],
    [
      "a birth in the future",
      { residents: "id,name,sex,birthDate,facility\nr,x,male,2099-01-02,home-1\n" },
      2,
      "birthDate",
      "2099-01-02",
      /must be today or earlier/,
    ],
    [
      "a birth before 1900",
      { residents: "id,name,sex,birthDate,facility\nr,x,male,1841-01-02,home-1\n" },
      2,
      "birthDate",
      "1841-01-02",
      /must be a date from 1900 on/,
    ],
    [
      "an unknown sex",
      { residents: "id,name,sex,birthDate,facility\nr,x,M,1941-03-08,home-1\n" },
      2,
      "sex",
      "M",
      /must be one of female, male/,
    ],
    [
      "a level beyond 5",
      { residents: "id,name,sex,birthDate,facility,disabilityLevel\nr,x,male,1941-03-08,home-1,6\n" },
      2,
      "disabilityLevel",
      "6",
      /./,
    ],
    [
      "a bed of another home",
      { residents: "id,name,sex,birthDate,facility,bed\nr,x,male,1941-03-08,home-2,b2\n" },
      2,
      "bed",
      "b2",
      /must be a bed of facility home-2/,
    ],
  ])(
    "names row, column, value and what is expected of %s, and registers nothing",
    async (_claim, wrong, row, column, value, expected) => {
      const ran = await imported({ ...sound, ...wrong });
      expect(ran.code).toBe(1);
      const [fault] = ran.json.error.faults;
      expect(fault).toMatchObject({ row, column, value });
      expect(fault.expected.en).toMatch(expected);
      expect(ran.stderr).toContain(`row ${row}, column ${column}: "${value}", `);
      expect(await registered()).toEqual({ facilities: 0, residents: 0 });
    },
  );

  test.each([
    ["an unknown column", "id,name,colour\n", /unknown column "colour"/],
    ["a missing column", "id,name\n", /lacks the columns kind/],
    ["a column twice", "id,name,kind,编号\n", /has the column id twice/],
    ["more cells than columns", "id,name,kind\nh,x,care-home,z\n", /row 2 has 4 cells, but there are 3 columns/],
    ["an open quote", 'id,name,kind\nh,"x,care-home\n', /is not CSV/],
    ["nothing", "", /is empty/],
  ])("refuses a file with %s in one line", async (_claim, facilities, line) => {
    const ran = await imported({ facilities });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(line);
  });

  test("tells all faults at once, of rows by themselves and of rows together", async () => {
    const ran = await imported({
      facilities: "id,name,kind\nhome-1,,hotel\n,x,care-home\nhome-2,颐养院,care-home\n",
      beds: "facility,id,label\nhome-9,b1,x\n",
      residents: `id,name,sex,birthDate,facility,bed\nr-1,x,M,1941-03-08,home-1,b1\nr-2,x,male,1941-03-08,home-2,b7\n`,
    });
    expect(ran.json.error.faults.map(({ column, value }: Record<string, string>) => `${column} ${value}`)).toEqual([
      "name ",
      "kind hotel",
      "id ",
      "sex M",
      "facility home-9",
      "bed b7",
    ]);
  });

  test("tells the faults of the files even when the service does not answer", async () => {
    awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: "http://127.0.0.1:9" });
    const ran = await imported({ facilities: "id,name,kind\nh,x,hotel\n" });
    expect(ran).toMatchObject({ code: 1, json: { error: { faults: [{ value: "hotel" }] } } });
  });

  test("knows kinds by their Chinese words", async () => {
    await imported({ facilities: "机构编号,机构名称,机构类型\nh1,x,敬老院\nh2,y,乡镇卫生院\n" });
    const { items } = await world.must("list-facilities");
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(["care-home", "township-health-centre"]);
  });

  test("names file, row and id of what the service would not take, and how far it came", async () => {
    const rows = Array.from({ length: 9 }, (_, at) => `r-${at},王桂英,female,1941-03-08,home-1\n`).join("");
    let asked = 0;
    endpoint.instead = (name) => {
      if (name !== "anhu-register-resident") return undefined;
      asked += 1;
      return asked === 3 ? { kind: "thrown", errorType: "Error", errorMessage: "no" } : undefined;
    };
    const residents = `id,name,sex,birthDate,facility\n${rows}`;
    const ran = await imported({ facilities: sound.facilities, residents });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/residents\.csv row \d+, "r-\d", was not taken: .*\n.*2 facilities and \d residents/);
    const { facilities, residents: kept } = await registered();
    expect(ran.json.error.registered).toEqual({ facilities, residents: kept });
    expect(kept).toBeLessThan(8);
    endpoint.instead = undefined;
    expect((await imported({ facilities: sound.facilities, residents })).json).toMatchObject({
      residents: { registered: 9 - kept, there: kept },
    });
  });

  test("run twice is the same as run once", { timeout: 180_000 }, async () => {
    const name = fc.stringMatching(/^[a-zA-Z一-龥]{1,8}$/);
    const homes = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^h[a-z0-9]{1,4}$/), name, kind: fc.constantFrom("care-home", "community") }),
      {
        selector: ({ id }) => id,
        minLength: 1,
        maxLength: 4,
      },
    );
    const people = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^r[a-z0-9]{1,4}$/), name, sex: fc.constantFrom("female", "男") }),
      {
        selector: ({ id }) => id,
        maxLength: 6,
      },
    );
    const property = fc.asyncProperty(
      homes,
      people,
      fc.array(fc.constantFrom("1941-03-08", "1950/1/2"), { minLength: 6, maxLength: 6 }),
      async (facilities, residents, dates) => {
        world.engine = new World().tables;
        const files = {
          facilities: `id,name,kind\n${facilities.map((one) => `${one.id},${one.name},${one.kind}\n`).join("")}`,
          residents: `id,name,sex,birthDate,facility\n${residents
            .map(
              (one, at) => `${one.id},${one.name},${one.sex},${dates[at]},${facilities[at % facilities.length]?.id}\n`,
            )
            .join("")}`,
        };
        const once = await imported(files);
        expect(once.json).toMatchObject({
          facilities: { registered: facilities.length },
          residents: { registered: residents.length },
        });
        const after = await registered();
        const twice = await imported(files);
        expect(twice.json).toMatchObject({
          facilities: { registered: 0, there: facilities.length, different: [] },
          residents: { registered: 0, there: residents.length, different: [] },
        });
        expect(await registered()).toEqual(after);
      },
    );
    await fc.assert(property, { numRuns: 15 });
  });
});

describe("device import", () => {
  const devices = "id,kind,resident\nband-1,wristband,r-1\nbed-1,bed-sensor,r-1\n";
  beforeEach(() => imported(sound));

  function run(csv: string, ...options: readonly string[]): Promise<Ran> {
    return anhu("device", "import", file("devices.csv", csv), ...options, ...choice);
  }

  test("checks every row before the first is enrolled", async () => {
    const ran = await run(`${devices}band-2,watch,r-1\nband-1,wristband,r-1\n`, "--out", join(folder, "out"));
    expect(ran.json.error.faults).toMatchObject([
      { row: 4, column: "kind", value: "watch" },
      { row: 5, column: "id", value: "band-1" },
    ]);
    expect((await world.must("list-devices")).items).toEqual([]);
  });

  test.each([["--expect"], ["--out", "out"], ["--expect", "--dry-run"]])(
    "checks residents and devices against what is registered before it begins: %s %s",
    async (...options) => {
      await run("id,kind,resident\nband-8,wristband,r-1\n", "--expect");
      const given = options.map((option) => (option === "out" ? join(folder, "out") : option));
      const ran = await run(`${devices}band-2,wristband,r-9\nband-8,radar,r-1\nband-3,watch,r-1\n`, ...given);
      expect(ran.code).toBe(1);
      expect(ran.json.error.faults).toMatchObject([
        { row: 6, column: "kind", value: "watch" },
        { row: 4, column: "resident", value: "r-9" },
        { row: 5, column: "id", value: "band-8" },
      ]);
      expect((await world.must("list-devices")).items).toHaveLength(1);
    },
  );

  test.each([
    ["refused", 409],
    ["failing", 500],
  ])("says which device is refused, and enrols the others: %s", async (_claim, status) => {
    await run("id,kind,resident\nband-1,wristband,r-1\n", "--out", join(folder, "elsewhere"));
    if (status === 500) {
      mkdirSync(join(folder, "out"));
      writeFileSync(join(folder, "out", "band-1"), "a file where its folder should be");
    }
    const ran = await run(devices, "--out", join(folder, "out"));
    expect(ran.code).toBe(1);
    expect(ran.json.error).toMatchObject({ enrolled: 1, refused: [{ id: "band-1" }] });
  });

  test("knows kinds by their Chinese words", async () => {
    const csv = "设备编号,设备类型,服务对象\nband-1,手环,r-1\nbed-1,床垫传感器,r-1\n";
    expect((await run(csv, "--expect")).json).toMatchObject({ expected: 2 });
    const { items } = await world.must("list-devices");
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(["wristband", "bed-sensor"]);
  });

  test("puts devices on the list of those that may claim a certificate, once", async () => {
    expect((await run(devices, "--expect")).json).toMatchObject({ expected: 2, unchanged: 0, refused: [] });
    expect((await run(devices, "--expect")).json).toMatchObject({ expected: 0, unchanged: 2, refused: [] });
    const { items } = await world.must("list-devices");
    expect(items.map(({ state }: { state: string }) => state)).toEqual(["expected", "expected"]);
  });

  test("needs to be told what to do with them", async () => {
    expect(await run(devices)).toMatchObject({ code: 2 });
    expect(await run(devices, "--expect", "--out", folder)).toMatchObject({ code: 2 });
  });
});
