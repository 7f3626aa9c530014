import { useSyncExternalStore } from "react";
import type { LiveMessage } from "../../contracts/live.ts";

/** Cases of which something was heard since the page was opened, each with its latest version. */
let versions: ReadonlyMap<string, number> = new Map();
let messages = 0;
const listeners = new Set<() => void>();

/** Takes up which referrals went on; their content is read by whoever shows it. */
export function noteReferrals({ referrals = [] }: Pick<LiveMessage, "referrals">): void {
  if (referrals.length === 0) return;
  const heard = new Map(versions);
  for (const { id, version } of referrals) heard.set(id, Math.max(version, heard.get(id) ?? 0));
  versions = heard;
  messages += 1;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The latest version of a case that was heard of; 0: none was. */
export function useHeardVersion(id: string): number {
  return useSyncExternalStore(subscribe, () => versions.get(id) ?? 0);
}

/** Changes with every news of any case. */
export function useReferralNews(): number {
  return useSyncExternalStore(subscribe, () => messages);
}
