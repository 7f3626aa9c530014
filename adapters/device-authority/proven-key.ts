import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { InvalidCertificateRequestError } from "../../domain/ports.ts";

const armour =
  /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END (?:NEW )?CERTIFICATE REQUEST-----/;
const sequence = 0x30;
const integer = 0x02;
const bitString = 0x03;
const objectId = 0x06;

/** Object identifier in hexadecimal → the hash and the kind of key that it is used with. */
const signatures: Readonly<Record<string, { readonly hash: string; readonly keyType: "ec" | "rsa" }>> = {
  "2a8648ce3d040302": { hash: "sha256", keyType: "ec" },
  "2a8648ce3d040303": { hash: "sha384", keyType: "ec" },
  "2a8648ce3d040304": { hash: "sha512", keyType: "ec" },
  "2a864886f70d01010b": { hash: "sha256", keyType: "rsa" },
  "2a864886f70d01010c": { hash: "sha384", keyType: "rsa" },
  "2a864886f70d01010d": { hash: "sha512", keyType: "rsa" },
};

/**
 * The public key (SubjectPublicKeyInfo, DER) of a PKCS#10 request (RFC 2986) whose signature proves that the sender holds
 * the private one. Keys are P-256, P-384 or RSA of 2048 to 4096 bits; everything else is an
 * {@link InvalidCertificateRequestError}.
 *
 * Read here by hand, in 70 lines, so that both authorities refuse the same requests, no request that cannot hold costs a
 * call, and no library of certificates goes into a function's bundle.
 */
export function provenKey(csrPem: string): Uint8Array<ArrayBuffer> {
  try {
    const request = Buffer.from(armour.exec(csrPem)?.[1] ?? "", "base64");
    const whole = onlyElementOf(request);
    const parts = childrenOf(whole, [sequence, sequence, bitString]);
    if (lengthOf(parts) !== whole.content.length) throw new Error("more follows the signature");
    const [info, algorithm, signature] = parts;
    const [, , subjectKey] = childrenOf(info as Element, [integer, sequence, sequence]);
    const [identifier] = childrenOf(algorithm as Element, [objectId]);
    const signed = signatures[(identifier as Element).content.toString("hex")];
    if (signed === undefined) throw new Error("not signed by ECDSA or RSA with SHA-2");
    const spki = (subjectKey as Element).whole;
    const key = createPublicKey({ key: spki, format: "der", type: "spki" });
    if (key.asymmetricKeyType !== signed.keyType || !isStrong(key))
      throw new Error("neither P-256, P-384 nor RSA 2048+");
    // The first byte of a bit string counts the unused bits of its last.
    const bytes = (signature as Element).content;
    if (bytes[0] !== 0 || !verify(signed.hash, (info as Element).whole, key, bytes.subarray(1)))
      throw new Error("the signature is not of this key");
    return new Uint8Array(spki);
  } catch (error) {
    throw new InvalidCertificateRequestError({ cause: error });
  }
}

function isStrong({ asymmetricKeyDetails: details = {} }: KeyObject): boolean {
  if (details.namedCurve !== undefined) return ["prime256v1", "secp384r1"].includes(details.namedCurve);
  return details.modulusLength !== undefined && details.modulusLength >= 2048 && details.modulusLength <= 4096;
}

/** An element of DER. */
interface Element {
  readonly tag: number;
  readonly content: Buffer;
  readonly whole: Buffer;
}

function onlyElementOf(der: Buffer): Element {
  const element = elementAt(der);
  if (element.whole.length !== der.length) throw new Error("there is more than one request");
  return element;
}

/** The first children, which must be of these tags; more may follow. */
function childrenOf({ tag, content }: Element, tags: readonly number[]): readonly Element[] {
  if (tag !== sequence) throw new Error("not a sequence");
  let rest = content;
  return tags.map((expected) => {
    const child = elementAt(rest);
    if (child.tag !== expected) throw new Error("not a PKCS#10 request");
    rest = rest.subarray(child.whole.length);
    return child;
  });
}

function lengthOf(elements: readonly Element[]): number {
  return elements.reduce((sum, { whole }) => sum + whole.length, 0);
}

function elementAt(der: Buffer): Element {
  const [tag, first] = der;
  if (tag === undefined || first === undefined) throw new Error("cut off");
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 3 || der.length < 2 + lengthBytes) throw new Error("no definite length");
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.readUIntBE(2, lengthBytes);
  if (der.length < start + length) throw new Error("cut off");
  return { tag, content: der.subarray(start, start + length), whole: der.subarray(0, start + length) };
}
