import { useEffect, useSyncExternalStore } from "react";
import { type ReferralBrief, referralBrief } from "../../contracts/http/referral-brief.ts";
import { ask } from "./api.ts";
import { boardStore } from "./board-store.ts";
import { useHeardVersion } from "./referral-news.ts";

/** Each case of which an alert speaks, as it was read last; a case that cannot be read is absent. */
let briefs: ReadonlyMap<string, ReferralBrief> = new Map();
const underWay = new Map<string, Promise<ReferralBrief | undefined>>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Reads a case once however many ask for it; what was read before stays where it cannot be read now. Never throws. */
export function readBrief(id: string): Promise<ReferralBrief | undefined> {
  const asked = underWay.get(id);
  if (asked !== undefined) return asked;
  const reading = ask(`/api/referrals/${encodeURIComponent(id)}`, referralBrief).then((answer) => {
    underWay.delete(id);
    if (answer.kind === "answer") keep(answer.value);
    return briefs.get(id);
  });
  underWay.set(id, reading);
  return reading;
}

function keep(brief: ReferralBrief): void {
  if ((briefs.get(brief.id)?.version ?? 0) > brief.version) return;
  briefs = new Map([...briefs, [brief.id, brief]]);
  for (const listener of listeners) listener();
}

/** The case of which an alert speaks; read again with every news of it and after each reconnection. */
export function useReferralBrief(id: string | undefined): ReferralBrief | undefined {
  const connections = useSyncExternalStore(boardStore.subscribe, () => boardStore.read().connections);
  const heard = useHeardVersion(id ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news of the case and each reconnection are reasons to read it
  useEffect(() => {
    if (id !== undefined) void readBrief(id);
  }, [id, heard, connections]);
  return useSyncExternalStore(subscribe, () => (id === undefined ? undefined : briefs.get(id)));
}
