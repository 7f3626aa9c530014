import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { get, temporaryFolder, withDevices } from "../local/box-under-test.ts";
import { anhu, childBox, testPointer } from "./child-box.ts";

const ownPointer = resolve(import.meta.dirname, "../../.box.json");

test("means the box started last from here, and a box that was killed no longer", async () => {
  const folder = temporaryFolder();
  const before = existsSync(ownPointer) ? readFileSync(ownPointer, "utf8") : undefined;
  const box = await childBox(join(folder, "data"));
  await withDevices(box, "w1");
  expect(JSON.parse((await anhu("device", "list", "--json")).stdout).items).toMatchObject([{ id: "w1" }]);
  expect(existsSync(ownPointer) ? readFileSync(ownPointer, "utf8") : undefined).toBe(before);

  const kept = await anhu("backup", "--out", join(folder, "kept"));
  expect(kept).toMatchObject({ code: 0, stderr: "" });
  expect(kept.stdout).toBe(`backed up ${join(folder, "data")} to ${join(folder, "kept")}: 1 residents, 1 devices\n`);

  await box.end("SIGKILL");
  expect(JSON.parse(readFileSync(testPointer, "utf8")).pid).toBe(box.pid);
  const lost = await anhu("backup", "--out", join(folder, "lost"));
  expect(lost.stderr).toContain(`${join(folder, "data")}) no longer runs and is passed over`);
  expect(lost.stdout).not.toContain(join(folder, "data"));
  const list = await anhu("device", "list", "--data", join(folder, "data"));
  expect(list).toMatchObject({ code: 3, stdout: "" });
  expect(list.stderr).toContain(`no box runs on ${join(folder, "data")}; start it`);
});

test("says loudly when what it backed up is empty, and backs up no folder that holds no box", async () => {
  const folder = temporaryFolder();
  await (await childBox(join(folder, "data"))).end("SIGTERM");
  const empty = await anhu("backup", "--data", join(folder, "data"), "--out", join(folder, "empty"));
  expect(empty.stdout).toContain(": 0 residents, 0 devices");
  expect(empty.stderr).toMatch(/WARNING: this box knows no resident/);
  const none = await anhu("backup", "--data", folder, "--out", join(folder, "none"));
  expect(none).toMatchObject({ code: 1, stdout: "" });
  expect(none.stderr).toMatch(/is not a data folder/);
});

test.each(["key.pem", "cert.pem"])("never overwrites a %s, and enrols nothing then", async (name) => {
  const folder = temporaryFolder();
  const box = await childBox(join(folder, "data"));
  await withDevices(box);
  const out = join(folder, "wristband");
  mkdirSync(out);
  writeFileSync(join(out, name), "of another device");
  const args = ["--kind", "wristband", "--resident", "r1", "--out", out, "--box", box.addresses.http];
  const added = await anhu("device", "add", ...args);
  expect(added).toMatchObject({ code: 1, stdout: "" });
  expect(added.stderr).toMatch(/exists already and is not overwritten; nothing was asked for and nothing has changed/);
  expect(readdirSync(out)).toEqual([name]);
  expect(readFileSync(join(out, name), "utf8")).toBe("of another device");
  expect((await get(box, "/api/devices")).items).toEqual([]);
});

test("takes beds one by one, and says how when it cannot", async () => {
  const box = await childBox(join(temporaryFolder(), "data"));
  const facility = ["facility", "add", "--id", "home", "--name", "颐养院", "--kind", "care-home"];
  const choice = ["--box", box.addresses.http];
  const wrong = await anhu(...facility, "--bed", "205", ...choice);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toMatch(/a bed is given as ID=LABEL/);
  await anhu(...facility, "--bed", "b1=3号楼205-1床", "--bed", "b2=a=b", ...choice);
  const beds = [
    { id: "b1", label: "3号楼205-1床" },
    { id: "b2", label: "a=b" },
  ];
  expect((await get(box, "/api/facilities")).items).toMatchObject([{ beds }]);
});

test("keeps a device's key from others", async () => {
  const folder = temporaryFolder();
  const box = await childBox(join(folder, "data"));
  await withDevices(box);
  const args = ["--kind", "wristband", "--resident", "r1", "--out", join(folder, "w"), "--box", box.addresses.http];
  expect((await anhu("device", "add", ...args)).code).toBe(0);
  expect(statSync(join(folder, "w", "key.pem")).mode & 0o777).toBe(0o600);
});
