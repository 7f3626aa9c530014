import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's least for argon2id: 19 MiB, two passes, one lane; about 40 ms on a small machine. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
/** More at once would take the threads that files and certificates need as well. */
const mostAtOnce = 2;
const mostWaiting = 64;

/** So many people try to sign in at once that another one must wait. */
export class SignInBusyError extends Error {
  readonly code = "sign-in-busy";
}

let running = 0;
const waiting: (() => void)[] = [];

/** A password as it is kept: argon2id in the PHC format, under a salt of its own. */
export async function hashOf(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await inTurn(() => derive("argon2id", { ...cost, message: normalised(password), nonce }));
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  return `$argon2id$v=19$${parameters}$${base64(nonce)}$${base64(tag)}`;
}

/**
 * Whether it is the password behind that hash. Without a hash (nobody has that name) it takes as long and is false, so
 * that the time tells nothing of who has an account.
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const kept = parsed(hash ?? nobody) ?? parsed(nobody);
  if (kept === undefined) return false;
  const { memory, passes, parallelism, nonce, tag } = kept;
  const given = await inTurn(() =>
    derive("argon2id", { memory, passes, parallelism, tagLength: tag.length, message: normalised(password), nonce }),
  );
  return timingSafeEqual(given, tag) && hash !== undefined;
}

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2). */
function normalised(password: string): string {
  return password.normalize("NFKC");
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw new SignInBusyError("too many people sign in at once");
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(Buffer.alloc(16))}$${base64(Buffer.alloc(cost.tagLength))}`;

function parsed(hash: string) {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (found === null) return undefined;
  const [, memory, passes, parallelism, nonce = "", tag = ""] = found;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
