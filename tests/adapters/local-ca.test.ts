import { X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLocalAuthority, UnreadableAuthorityError } from "../../adapters/device-authority/local-ca.ts";
import { createKeyAndRequest } from "../../devices-sim/enrol.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "anhu-ca-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the box's certificate authority", () => {
  test("signs a device's key under the device's id, whatever the request calls itself", async () => {
    const authority = await openLocalAuthority(folder);
    const { keyPem, csrPem } = await createKeyAndRequest();
    const issued = await authority.certify({ deviceId: "bed-7", kind: "wristband", facilityId: "home", csrPem });
    const certificate = new X509Certificate(issued.certificatePem);
    expect(certificate.subject).toBe("CN=bed-7");
    expect(certificate.serialNumber).toBe(issued.serial);
    expect(certificate.verify(new X509Certificate(issued.caPem).publicKey)).toBe(true);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    expect(certificate.ca).toBe(false);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
    expect(keyPem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  test("gives every certificate its own serial number", async () => {
    const authority = await openLocalAuthority(folder);
    const { csrPem } = await createKeyAndRequest();
    const issued = await Promise.all(
      Array.from({ length: 20 }, () =>
        authority.certify({ deviceId: "d", kind: "wristband", facilityId: "home", csrPem }),
      ),
    );
    expect(new Set(issued.map(({ serial }) => serial)).size).toBe(20);
    for (const { serial } of issued) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  test("is the same after a restart, and so is its server certificate", async () => {
    const names = ["localhost", "127.0.0.1", "::1", "box.local"];
    const first = await openLocalAuthority(folder);
    const server = await first.serverIdentity(names);
    const second = await openLocalAuthority(folder);
    expect(second.caPem).toBe(first.caPem);
    expect(await second.serverIdentity(names)).toEqual(server);
  });

  test("renews the server certificate when the machine has got another name", async () => {
    const authority = await openLocalAuthority(folder);
    const before = await authority.serverIdentity(["localhost"]);
    const after = await authority.serverIdentity(["localhost", "new-name"]);
    expect(after.certificate).not.toBe(before.certificate);
    expect(new X509Certificate(after.certificate).checkHost("new-name")).toBe("new-name");
  });

  test("keeps its keys from other users", async () => {
    const authority = await openLocalAuthority(folder);
    await authority.serverIdentity(["localhost"]);
    const keys = readdirSync(folder).filter((name) => name.endsWith("key.pem"));
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(statSync(join(folder, key)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["the key is missing", async (path: string) => rmSync(join(path, "ca-key.pem"))],
    ["the key is damaged", async (path: string) => writeFileSync(join(path, "ca-key.pem"), "x")],
    ["the certificate is of another authority", copyForeignCertificate],
  ])("refuses to start instead of locking out every device when %s", async (_what, damage) => {
    await openLocalAuthority(folder);
    await damage(folder);
    await expect(openLocalAuthority(folder)).rejects.toThrow(UnreadableAuthorityError);
  });

  test("tells who was revoked at once", async () => {
    const authority = await openLocalAuthority(folder);
    const told: string[] = [];
    authority.onRevoked((deviceId) => told.push(deviceId));
    expect(await authority.revoke({ deviceId: "d", certificateSerial: "AB" })).toBe("revoked");
    expect(told).toEqual(["d"]);
    expect([authority.isRevoked("AB"), authority.isRevoked("CD")]).toEqual([true, false]);
  });
});

async function copyForeignCertificate(path: string): Promise<void> {
  const other = mkdtempSync(join(tmpdir(), "anhu-ca-"));
  await openLocalAuthority(other);
  writeFileSync(join(path, "ca.pem"), readFileSync(join(other, "ca.pem")));
  rmSync(other, { recursive: true });
}
