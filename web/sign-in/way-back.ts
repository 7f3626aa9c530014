/** Of an issuer's answer: good once, and for nobody to come back to. */
const ofIssuers = ["code", "state", "error", "error_description", "iss", "session_state"];

/** Where somebody is, to come back to after signing in: path, query and fragment. */
export function wayHere({ pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">): string {
  const query = new URLSearchParams(search);
  if (query.has("state") && (query.has("code") || query.has("error"))) for (const name of ofIssuers) query.delete(name);
  const text = query.toString();
  return pathname + (text === "" ? "" : `?${text}`) + hash;
}

/** Where to go on after signing in: a page of this very origin, or the first one where the word is no such thing. */
export function wayBack(word: unknown, origin: string): string {
  if (typeof word !== "string" || !word.startsWith("/")) return "/";
  try {
    const { origin: itsOrigin, pathname, search, hash } = new URL(word, origin);
    // Two slashes in front would name another host.
    return itsOrigin === origin && !pathname.startsWith("//") ? pathname + search + hash : "/";
  } catch {
    return "/";
  }
}
