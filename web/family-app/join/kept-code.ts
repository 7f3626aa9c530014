/** Known to the sign-in page of a box too, which types the code for whoever makes an account. */
const key = "anhu-joining";

/**
 * Takes the code of an invitation out of the address (`#join=…`, `#/join/…`) and keeps it for this tab alone, so that it
 * stands in no history and outlives signing in.
 */
export function takeUpCode(): void {
  const code = /^#\/?join[=/](.+)$/.exec(location.hash)?.[1];
  if (code === undefined) return;
  sessionStorage.setItem(key, decodeURIComponent(code).slice(0, 40));
  history.replaceState(history.state, "", `${location.pathname}${location.search}#/join`);
}

export function keptCode(): string {
  return sessionStorage.getItem(key) ?? "";
}

export function forgetCode(): void {
  sessionStorage.removeItem(key);
}

/** One that was typed. */
export function keepCode(code: string): void {
  sessionStorage.setItem(key, code.slice(0, 40));
}
