import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const shared = process.env.ANHU_SHARED_DATA ?? resolve(root, "../shared/data");
if (!existsSync(shared)) console.log(`skipped: there are no shared vectors at ${shared}`);

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function evaluate(...args: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    const script = join(root, "cli/evaluate.ts");
    execFile(process.execPath, [script, ...args], { cwd: root }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

function lastLineOf({ out }: Run): unknown {
  return JSON.parse(out.trimEnd().split("\n").at(-1) ?? "");
}

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "anhu-evaluate-"));
});
afterEach(() => rm(folder, { recursive: true }));

const header =
  "case,rr,spo2,spo2_scale,o2_l_min,sbp,hr,acvpu,temp_c,nurse_concern,refused,exp_rr,exp_spo2,exp_o2,exp_sbp,exp_hr,exp_acvpu,exp_temp,exp_total,exp_severity,partial_set";
const calm = "calm,16,97,1,0,120,72,alert,36.8,,,0,0,0,0,0,0,0,0,low,False";

describe.runIf(existsSync(shared))("the shared vectors", () => {
  test("all 90 NEWS2 rows agree, none counted twice", async () => {
    const run = await evaluate("news2", "--data", join(shared, "news2"), "--json");
    expect(lastLineOf(run)).toEqual({ agree: 90, disagree: 0, refused: 0, cases: [] });
    expect(run.code).toBe(0);
  });

  test("all SenML pairs agree, and the one with faults of its own is noted", async () => {
    const run = await evaluate("senml", "--data", join(shared, "senml"), "--json");
    expect(lastLineOf(run)).toEqual({ agree: 12, disagree: 0, refused: 0, cases: [] });
    expect(run.out.match(/^note: (\w+)/gm)).toEqual(["note: ex7", "note: ex7"]);
  });

  test("with a fixed now nothing is forgiven", async () => {
    const run = await evaluate("senml", "--data", join(shared, "senml"), "--json", "--now", "1498780179");
    expect(lastLineOf(run)).toMatchObject({ agree: 11, disagree: 1, cases: [{ case: "ex7" }] });
    expect(run.code).toBe(1);
  });
});

describe("news2", () => {
  test("says which points differ, and exits with 1", async () => {
    await writeFile(join(folder, "news2_mine.csv"), `${header}\n${calm}\nbad,8,,,,,,,,,,1,0,0,0,0,0,0,1,low,True\n`);
    const run = await evaluate("news2", "--data", folder, "--json");
    expect(lastLineOf(run)).toEqual({
      agree: 1,
      disagree: 1,
      refused: 0,
      cases: [
        {
          case: "bad",
          differences: {
            rr: { expected: 1, got: 3 },
            total: { expected: 1, got: 3 },
            severity: { expected: "low", got: "low-medium" },
          },
        },
      ],
    });
    expect(run.code).toBe(1);
  });

  test("takes columns in any order and ignores others", async () => {
    const columns = header.split(",");
    const turned = (line: string) => [...line.split(","), "x"].toReversed().join(",");
    await writeFile(
      join(folder, "news2_b.csv"),
      `\ufeff${[...columns, "ward"].toReversed().join(",")}\n${turned(calm)}\n`,
    );
    expect(lastLineOf(await evaluate("news2", "--data", folder, "--json"))).toMatchObject({ agree: 1, disagree: 0 });
  });

  test("counts what cannot be read as refused", async () => {
    const rows = ["a,fast,,,,,,,,,,0,0,0,0,0,0,0,0,low,True", "b,,,,,,,asleep,,,,0,0,0,0,0,0,0,0,low,True"];
    await writeFile(join(folder, "news2_c.csv"), `${[header, calm, ...rows].join("\n")}\n`);
    const run = await evaluate("news2", "--data", folder, "--json");
    expect(lastLineOf(run)).toMatchObject({ agree: 1, disagree: 0, refused: 2 });
    expect(run.out).toContain("rr is not a number: fast");
  });

  test("reads cases in JSON that no row carries", async () => {
    await mkdir(join(folder, "polaris_cases"));
    const expected = { respiratory_rate_score: 3, overall_score: 3, overall_severity: "low-medium" };
    const cases = [
      { id: "r1", data: { respiratory_rate: 8 }, expected },
      { id: "r2", data: {}, error: 400, expected: "Must include a time" },
    ];
    await writeFile(join(folder, "polaris_cases/mine.json"), JSON.stringify(cases));
    const run = await evaluate("news2", "--data", folder, "--json");
    expect(lastLineOf(run)).toMatchObject({ agree: 1, disagree: 0, refused: 0 });
    expect(run.out).toContain("1 cases of mine.json");
  });

  test("names the columns that are missing", async () => {
    const columns = header.split(",").filter((column) => column !== "exp_total" && column !== "hr");
    await writeFile(join(folder, "news2_d.csv"), `${columns.join(",")}\n${columns.map(() => "1").join(",")}\n`);
    const run = await evaluate("news2", "--data", folder);
    expect(run).toMatchObject({ code: 2, err: expect.stringContaining("lacks the columns hr, exp_total") });
  });
});

describe("senml", () => {
  const write = (name: string, content: unknown) => writeFile(join(folder, name), JSON.stringify(content));

  test("says which record differs in what, and exits with 1", async () => {
    await write("ex1.json", [{ n: "a", t: -1, v: 2 }]);
    await write("ex1.gen.resolved.json", [{ n: "a", t: 1498780179, v: 2 }]);
    const run = await evaluate("senml", "--data", folder, "--json");
    expect(run.code).toBe(1);
    expect(lastLineOf(run)).toEqual({
      agree: 0,
      disagree: 1,
      refused: 0,
      cases: [{ case: "ex1", differences: { "[0].t": { expected: 1498780179, got: 1498780178 } } }],
    });
  });

  test("resolves relative times at the moment asked for", async () => {
    await write("ex1.json", [{ n: "a", t: -1, v: 2 }]);
    await write("ex1.gen.resolved.json", [{ n: "a", t: 999_999_999, v: 2 }]);
    const run = await evaluate("senml", "--data", folder, "--json", "--now", "1000000000");
    expect(lastLineOf(run)).toMatchObject({ agree: 1 });
  });

  test("counts a pack that must not be read as refused", async () => {
    await write("ex1.json", [{ n: "a", v: 2, unknown_: 1 }]);
    await write("ex1.gen.resolved.json", [{ n: "a", t: 1498780179, v: 2 }]);
    expect(lastLineOf(await evaluate("senml", "--data", folder, "--json"))).toMatchObject({ agree: 0, refused: 1 });
  });

  test("a pack without its resolved form is no case", async () => {
    await write("ex1.json", [{ n: "a", v: 2 }]);
    expect(await evaluate("senml", "--data", folder)).toMatchObject({ code: 2, err: expect.stringContaining("pairs") });
  });
});

test.each([
  ["a missing folder", ["senml", "--data", "/nowhere"], "there is no folder /nowhere"],
  ["no folder", ["senml"], "usage"],
  ["an unknown subject", ["fhir", "--data", root], "usage"],
  ["an unknown option", ["senml", "--what"], "usage"],
])("%s is said clearly", async (_claim, args, says) => {
  expect(await evaluate(...args)).toMatchObject({ code: 2, err: expect.stringContaining(says) });
});
