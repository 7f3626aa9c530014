import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { boxService } from "../../cli/box-service.ts";
import { resumeInto } from "../../cli/device-folder.ts";
import type { Service } from "../../cli/service.ts";
import { apiOf, connected, get, startedBox, temporaryFolder, withDevices } from "../local/box-under-test.ts";
import { anhu } from "./anhu-under-test.ts";

const device = { id: "w1", kind: "wristband", residentId: "r1" } as const;

async function ward() {
  const box = await startedBox();
  await withDevices(box);
  const folder = join(temporaryFolder(), "w1");
  const pem = (name: string): string => readFileSync(join(folder, `${name}.pem`), "utf8");
  const identity = () => ({ id: "w1", ca: pem("ca"), cert: pem("cert"), key: pem("key") });
  return { box, folder, pem, identity, service: boxService(apiOf(box)) };
}

test("an enrolment that was cut short after the box had answered is completed with the key that is there", async () => {
  const { box, folder, pem, identity, service } = await ward();
  expect(await resumeInto(folder, device, service)).toBe("enrolled");
  const key = pem("key");
  rmSync(join(folder, "cert.pem"));
  expect(await resumeInto(folder, device, service)).toBe("completed");
  expect(pem("key")).toBe(key);
  expect((await connected(box, identity())).connected).toBe(true);
  expect(await resumeInto(folder, device, service)).toBe("there");
});

test("an enrolment that was cut short before the box was asked is made with the key that is there", async () => {
  const { folder, pem, service } = await ward();
  const cut: Service = { ...service, send: () => Promise.reject(new Error("the line is cut")) };
  await expect(resumeInto(folder, device, cut)).rejects.toThrow("the line is cut");
  const key = pem("key");
  expect(readdirSync(folder)).toEqual(["key.pem"]);
  expect(statSync(join(folder, "key.pem")).mode & 0o777).toBe(0o600);
  expect(await resumeInto(folder, device, service)).toBe("enrolled");
  expect(pem("key")).toBe(key);
});

test("a device of the same id that was enrolled elsewhere is not taken over, and nothing is left behind", async () => {
  const { box, folder, service } = await ward();
  await resumeInto(join(temporaryFolder(), "elsewhere"), device, service);
  await expect(resumeInto(folder, device, service)).rejects.toMatchObject({ kind: "refused", status: 409 });
  expect(existsSync(folder)).toBe(false);
  expect((await get(box, "/api/devices")).items).toHaveLength(1);
});

test("a rotation gives a new certificate, for a new key, into a folder of its own", async () => {
  const { box, folder, pem, identity, service } = await ward();
  await resumeInto(folder, device, service);
  const [before, fresh] = [pem("cert"), join(folder, "new")];
  const choice = ["--box", box.addresses.http, "--data", box.dataFolder];
  const rotated = await anhu("device", "rotate", "w1", "--out", fresh, ...choice, "--json");
  expect(rotated.code).toBe(0);
  const serial = (path: string): string => new X509Certificate(readFileSync(path)).serialNumber;
  expect(serial(join(fresh, "cert.pem"))).not.toBe(new X509Certificate(before).serialNumber);
  expect((await connected(box, identity())).connected).toBe(true);
  const again = await anhu("device", "rotate", "w1", "--out", fresh, ...choice);
  expect(again).toMatchObject({ code: 1, stdout: "" });
  expect(again.stderr).toMatch(/exists already and is not overwritten/);
});

test("a folder with files of others keeps them", async () => {
  const { folder, service } = await ward();
  mkdirSync(folder);
  writeFileSync(join(folder, "notes.txt"), "mine");
  await expect(resumeInto(folder, { ...device, residentId: "nobody" }, service)).rejects.toMatchObject({ status: 404 });
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});
