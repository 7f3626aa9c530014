import "reflect-metadata";
import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { mkdirSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";
import { day } from "../../domain/model/time.ts";
import type { DeviceAuthority, DeviceCertificate } from "../../domain/ports.ts";
import { readIfThere, writeWhole } from "./pem-files.ts";
import { provenKey } from "./proven-key.ts";

const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const caValidMs = 20 * 365 * day;
/** A device on a wall is not visited for a new certificate; the box revokes, it does not wait for expiry. */
const deviceValidMs = 10 * 365 * day;
const serverValidMs = 397 * day;
const renewServerBeforeMs = 60 * day;
/** A device whose clock is a little slow must still accept a certificate that was made a moment ago. */
const backdatedMs = day;

/** The box's certificate for TLS, with everything that a TLS server needs. */
export interface ServerIdentity {
  readonly key: string;
  /** The certificate alone: the authority itself signed it, there is nothing between them. */
  readonly certificate: string;
  readonly ca: string;
}

/** The box's own certificate authority. */
export interface LocalAuthority extends DeviceAuthority {
  readonly caPem: string;
  /** True from the moment of {@link DeviceAuthority.revoke} on, within this process; the device's item tells later ones. */
  isRevoked(serial: string): boolean;
  /** Called for each revoked certificate, so that its connections end. */
  onRevoked(listener: (deviceId: string, certificateSerial: string) => void): void;
  /** The stored server certificate, or a new one when it is near its end, lacks one of the names or does not fit its key. */
  serverIdentity(names: readonly string[]): Promise<ServerIdentity>;
}

/** The folder of the authority lacks a part or cannot be read; making a new one would lock out every device. */
export class UnreadableAuthorityError extends Error {
  readonly code = "unreadable-authority";
  readonly folder: string;
  constructor(folder: string, options?: ErrorOptions) {
    super(
      `the certificate authority in ${folder} is damaged: ca.pem and ca-key.pem must both be there and match`,
      options,
    );
    this.folder = folder;
  }
}

/**
 * Opens the authority kept in `folder`, or makes one when the folder has none. Certificates are valid in real time, even
 * when the box runs on a simulated clock: the other side of a TLS connection looks at its own clock.
 */
export async function openLocalAuthority(folder: string): Promise<LocalAuthority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { caPem, certificate, key } = (await readAuthority(folder)) ?? (await makeAuthority(folder));
  const revoked = new Set<string>();
  const listeners: ((deviceId: string, certificateSerial: string) => void)[] = [];

  async function issue(
    subject: string,
    publicKey: x509.PublicKeyType,
    validMs: number,
    extensions: readonly x509.Extension[],
  ): Promise<x509.X509Certificate> {
    return x509.X509CertificateGenerator.create({
      serialNumber: randomSerial(),
      subject: commonName(subject),
      issuer: certificate.subjectName,
      notBefore: new Date(Date.now() - backdatedMs),
      notAfter: new Date(Math.min(Date.now() + validMs, certificate.notAfter.getTime())),
      signingAlgorithm: p256,
      publicKey,
      signingKey: key,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
        await x509.SubjectKeyIdentifierExtension.create(publicKey),
        ...extensions,
      ],
    });
  }

  return {
    caPem,
    isRevoked: (serial) => revoked.has(serial),
    onRevoked: (listener) => {
      listeners.push(listener);
    },

    async certify({ deviceId, csrPem }): Promise<DeviceCertificate> {
      const publicKey = new x509.PublicKey(provenKey(csrPem));
      const issued = await issue(deviceId, publicKey, deviceValidMs, [
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      ]);
      return {
        certificatePem: pem(issued),
        caPem,
        serial: issued.serialNumber.toUpperCase(),
        certificateId: createHash("sha256").update(Buffer.from(issued.rawData)).digest("hex"),
        notAfter: issued.notAfter.getTime(),
      };
    },

    async prepareFacility() {
      // On the box a certificate alone makes a device.
    },

    async revoke({ deviceId, certificateSerial }) {
      revoked.add(certificateSerial);
      for (const listener of listeners) listener(deviceId, certificateSerial);
      return "revoked";
    },

    async serverIdentity(names) {
      const stored = readServerIdentity(folder, caPem);
      if (stored !== undefined && isGoodFor(stored, names, certificate)) return stored;
      const keys = await crypto.subtle.generateKey(p256, true, ["sign", "verify"]);
      const issued = await issue(names[0] ?? "localhost", keys.publicKey, serverValidMs, [
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((name) => ({ type: isIP(name) === 0 ? ("dns" as const) : ("ip" as const), value: name })),
        ),
      ]);
      const identity = { key: await privateKeyPem(keys.privateKey), certificate: pem(issued), ca: caPem };
      writeWhole(join(folder, "server-key.pem"), identity.key, 0o600);
      writeWhole(join(folder, "server.pem"), identity.certificate, 0o644);
      return identity;
    },
  };
}

interface Authority {
  readonly caPem: string;
  readonly certificate: x509.X509Certificate;
  readonly key: CryptoKey;
}

async function readAuthority(folder: string): Promise<Authority | undefined> {
  const caPem = readIfThere(join(folder, "ca.pem"));
  const keyPem = readIfThere(join(folder, "ca-key.pem"));
  // The key is written first: a key alone is a first start that was cut short, before any device trusted it.
  if (caPem === undefined && (keyPem === undefined || readIfThere(join(folder, "server.pem")) === undefined)) {
    return undefined;
  }
  try {
    if (caPem === undefined || keyPem === undefined) throw new Error("one of the two files is missing");
    const certificate = new x509.X509Certificate(caPem);
    const key = await importPrivateKey(keyPem);
    const probe = new Uint8Array(16);
    const signature = await crypto.subtle.sign(p256, key, probe);
    const publicKey = await certificate.publicKey.export(p256, ["verify"]);
    if (!(await crypto.subtle.verify(p256, publicKey, signature, probe))) throw new Error("they do not match");
    return { caPem, certificate, key };
  } catch (error) {
    throw new UnreadableAuthorityError(folder, { cause: error });
  }
}

async function makeAuthority(folder: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(p256, true, ["sign", "verify"]);
  const serial = randomSerial();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial,
    // The tail tells the authorities of two boxes apart in a device's list.
    name: commonName(`Anhu box ${serial.slice(-6)}`),
    notBefore: new Date(Date.now() - backdatedMs),
    notAfter: new Date(Date.now() + caValidMs),
    signingAlgorithm: p256,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const caPem = pem(certificate);
  writeWhole(join(folder, "ca-key.pem"), await privateKeyPem(keys.privateKey), 0o600);
  writeWhole(join(folder, "ca.pem"), caPem, 0o644);
  return { caPem, certificate, key: keys.privateKey };
}

function readServerIdentity(folder: string, ca: string): ServerIdentity | undefined {
  const certificate = readIfThere(join(folder, "server.pem"));
  const key = readIfThere(join(folder, "server-key.pem"));
  return certificate === undefined || key === undefined ? undefined : { key, certificate, ca };
}

/** Whether it is whole, covers the names and is far from its end. */
function isGoodFor(stored: ServerIdentity, names: readonly string[], ca: x509.X509Certificate): boolean {
  try {
    if (!new X509Certificate(stored.certificate).checkPrivateKey(createPrivateKey(stored.key))) return false;
    const certificate = new x509.X509Certificate(stored.certificate);
    const covered = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.items ?? [];
    return (
      certificate.issuer === ca.subject &&
      certificate.notAfter.getTime() - Date.now() > renewServerBeforeMs &&
      names.every((name) => covered.some(({ value }) => value === name))
    );
  } catch {
    return false;
  }
}

function commonName(value: string): x509.Name {
  return new x509.Name([{ CN: [value] }]);
}

/** 16 random bytes; positive and never shortened, so that its hexadecimal form is the same everywhere. */
function randomSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString("hex").toUpperCase();
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}

async function importPrivateKey(keyPem: string): Promise<CryptoKey> {
  const [der] = x509.PemConverter.decode(keyPem);
  if (der === undefined) throw new Error("no key in ca-key.pem");
  return crypto.subtle.importKey("pkcs8", der, p256, false, ["sign"]);
}
