import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backUp, restore } from "../../local/backup.ts";
import { erasuresBeside, registerFileBeside } from "../../local/erasure-register.ts";
import { sqliteContents } from "../engines.ts";
import { type AnyBox, get, post, startedBox, temporaryFolder } from "./box-under-test.ts";

const residentId = "zz-resident-7788";
const resident = { name: "欧阳晓曈", phone: "13999887766", address: "白凤大道9177号养老院" };
/** Their name stays in the evidence of the consent that ended with the care. */
const relative = { name: "欧阳远帆", phone: "+8613766554433", login: "zz-yuanfan" };

/** Every file below a folder, with its bytes. */
function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name))]));
}

function filesWith(folder: string, words: readonly string[]): readonly string[] {
  const hits = [...filesBelow(folder)].filter(([, bytes]) => words.some((word) => bytes.includes(word)));
  return hits.map(([name]) => name);
}

function tablesWith(folder: string, words: readonly string[]): readonly string[] {
  const { tables } = sqliteContents(join(folder, "anhu.sqlite"));
  return [...tables]
    .filter(([, rows]) => rows.some((row) => words.some((word) => row.includes(word))))
    .map(([name]) => name);
}

async function settled(box: AnyBox): Promise<string> {
  await post(box, "/api/facilities", { id: "home", name: "松鹤院", kind: "care-home", beds: [] });
  const who = { id: residentId, sex: "female", birthDate: "1940-03-01", facilityId: "home", ...resident };
  await post(box, "/api/residents", who);
  await post(box, `/api/residents/${residentId}/notes`, { text: `${resident.name}午睡两小时` });
  const { id } = (
    await post(box, "/api/people", {
      id: "zz-relative-4455",
      name: relative.name,
      phone: relative.phone,
      roles: [],
      relations: [{ residentId, relation: "女儿" }],
    })
  ).body;
  expect((await post(box, "/api/accounts", { login: relative.login, personId: id })).status).toBe(200);
  return id;
}

test("erased from the box's folder and from what is restored of an older backup, on the disk as well", async () => {
  const folder = temporaryFolder();
  const data = join(folder, "data");
  const words = { resident: Object.values(resident), relative: [relative.phone, relative.login] };
  const first = await startedBox({ dataFolder: data });
  const relativeId = await settled(first);
  const old = join(folder, "old.backup");
  await backUp(data, old);
  const discharged = await post(first, `/api/residents/${residentId}/discharge`, { reason: "home" });
  expect(discharged.status).toBe(200);
  const person = await post(first, `/api/people/${relativeId}/erasure`, { confirm: relativeId });
  expect(person.body).toMatchObject({ state: "erased" });
  const erased = await post(first, `/api/residents/${residentId}/erasure`, { confirm: residentId });
  expect(erased.body).toMatchObject({ state: "erased" });
  expect((await get(first, "/api/erasures")).items).toHaveLength(2);
  await first.stop();
  expect(tablesWith(data, words.resident)).toEqual(["t_kept-records"]);
  expect(tablesWith(data, [relative.name])).toEqual(["t_kept-records"]);
  expect(filesWith(data, words.relative)).toEqual([]);

  await backUp(data, join(folder, "new.backup"));
  expect(erasuresBeside(registerFileBeside(folder)).map(({ kind }) => kind)).toEqual(["relative", "resident"]);
  expect(filesWith(folder, words.relative)).toEqual(["old.backup"]);

  const again = join(folder, "again");
  expect(await restore(old, again)).toMatchObject({ erasedAgain: 2, tables: { residents: 0 } });
  expect(tablesWith(again, words.resident)).toEqual(["t_kept-records"]);
  expect(filesWith(again, words.relative)).toEqual([]);
  expect(await restore(join(folder, "new.backup"), join(folder, "third"))).not.toHaveProperty("erasedAgain");
  const box = await startedBox({ dataFolder: again });
  expect((await get(box, `/api/residents/${residentId}`)).status).toBe(404);
  expect((await get(box, "/api/accounts")).items).toEqual([]);
  expect((await get(box, "/api/erasures")).items).toHaveLength(2);
});
