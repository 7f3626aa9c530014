import { expect, test } from "vitest";
import { post, startedBox, withDevices } from "../local/box-under-test.ts";
import { anhu } from "./anhu-under-test.ts";

test("a resident who left is erased by the command, after it said what would become of everything, and not while held", async () => {
  const box = await startedBox();
  await withDevices(box);
  const at = ["--data", box.dataFolder];
  const asked = ["erase", "--resident", "r1"];
  expect((await anhu(...asked, ...at)).stderr).toContain("still in care");
  await post(box, "/api/residents/r1/discharge", { reason: "home" });
  const planned = await anhu(...asked, "--dry-run", ...at);
  expect(planned.stdout).toMatch(/^kept by law +\d{4}-\d{2}-\d{2} +1 +name, numbers, .*养老机构管理办法 2020/m);
  expect(planned.stdout).toContain("Nothing was changed.");
  expect((await anhu("hold", "--resident", "r1", "--reason", "court", ...at)).code).toBe(0);
  expect(await anhu(...asked, ...at)).toMatchObject({ code: 1, stderr: expect.stringContaining("legal hold") });
  expect((await anhu("hold", "--resident", "r1", "--reason", "over", "--lift", ...at)).code).toBe(0);
  expect((await anhu(...asked, ...at)).stdout).toContain("Erased.");
  expect((await anhu("erase", "--list", ...at)).stdout).toMatch(/resident +r1 +request/);
  expect((await anhu("erase", ...at)).code).toBe(2);
});
