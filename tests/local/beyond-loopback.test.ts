import { X509Certificate } from "node:crypto";
import { copyFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { expect, test } from "vitest";
import { openLocalAuthority } from "../../adapters/device-authority/local-ca.ts";
import { startedBox, temporaryFolder } from "./box-under-test.ts";

/** A page asked for over TLS on that port, under that name. */
async function askTls(port: number, host: string, ca: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, path: "/config.json", ca, servername: "localhost", headers: { host } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Serial number of the certificate that is shown on that port. */
async function serialOn(port: number): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
  await new Promise<void>((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

async function made(folder: string) {
  return (await openLocalAuthority(folder)).serverIdentity(["localhost"]);
}

test("pages are open under TLS too, by the operator's certificate, which is read again when it changes", async () => {
  const [folder, other] = [temporaryFolder(), temporaryFolder()];
  const first = await made(folder);
  const [certFile, keyFile] = [join(folder, "pages.pem"), join(folder, "pages-key.pem")];
  writeFileSync(certFile, first.certificate);
  writeFileSync(keyFile, first.key);
  const publicUrl = new URL("https://anhu.example.org");
  const port = await freePort();
  const box = await startedBox({
    beyond: { host: "127.0.0.1", port, tls: { certFile, keyFile } },
    names: { publicUrl },
  });
  expect(box.addresses).toMatchObject({ http: expect.stringContaining("http://127.0.0.1:"), https: publicUrl.origin });
  const good = await askTls(port, "anhu.example.org", first.ca);
  expect(JSON.parse(good.body)).toEqual({
    signIn: { issuer: "https://anhu.example.org/oidc", clientId: "anhu-pages" },
  });
  expect((await askTls(port, "evil.example", first.ca)).status).toBe(403);

  const second = await made(other);
  writeFileSync(join(folder, "next.pem"), second.certificate);
  writeFileSync(keyFile, second.key);
  copyFileSync(join(folder, "next.pem"), certFile);
  await expect.poll(() => serialOn(port)).toBe(new X509Certificate(second.certificate).serialNumber);
});

test("files that are no certificate with its key are told by name", async () => {
  const folder = temporaryFolder();
  const [certFile, keyFile] = [join(folder, "c.pem"), join(folder, "k.pem")];
  const start = () => startedBox({ beyond: { host: "127.0.0.1", port: 0, tls: { certFile, keyFile } } });
  await expect(start()).rejects.toThrow(/--tls-cert cannot be read/);
  writeFileSync(certFile, "nothing");
  writeFileSync(keyFile, "nothing");
  await expect(start()).rejects.toThrow(/no certificate with its key/);
});
