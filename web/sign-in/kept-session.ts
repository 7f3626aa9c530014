import type { PageConfig } from "../../contracts/page-config.ts";

/** Whose session lies in this phone, as the sign-in library keeps it. */
export interface KeptSession {
  /** Names the person at their issuer. */
  readonly person: string;
  readonly token: string;
  /** When the token ends, ms of the phone's clock. */
  readonly endsAt: number;
}

/** Where the library keeps a session: a name of its own making, so its own test holds them together. */
export function sessionKey({ issuer, clientId }: NonNullable<PageConfig["signIn"]>): string {
  return `oidc.user:${issuer}:${clientId}`;
}

/** Reads a kept session without the library, which is larger than all else that a first light needs. */
export function keptSession(text: string | null): KeptSession | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (typeof kept !== "object" || kept === null) return undefined;
    const { access_token: token, expires_at: endsAt, profile } = kept as Record<string, unknown>;
    const person = typeof profile === "object" && profile !== null && "sub" in profile ? profile.sub : undefined;
    if (typeof token !== "string" || typeof endsAt !== "number" || typeof person !== "string") return undefined;
    return { person, token, endsAt: endsAt * 1_000 };
  } catch {
    return undefined;
  }
}
