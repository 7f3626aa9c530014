import { useEffect } from "react";
import { familyUnread } from "../../contracts/http/family-unread.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { mayOf, useMe } from "./me.ts";
import { useAnswer } from "./use-answer.ts";
import type { Waiting } from "./waiting-referrals.ts";

const readEveryMs = 60_000;
const listeners = new Set<() => void>();

/** Somebody here has read or answered: the menu counts anew at once. */
export function noteFamilyRead(): void {
  for (const listener of listeners) listener();
}

/** How many messages of relatives nobody of the care team has read; 0 for who answers none. Undefined: it is not known. */
export function useUnreadFamily(): Waiting | undefined {
  const me = useMe();
  const path = "/api/family-messages";
  const isAsked = me.kind === "known" && mayOf(me, "family-message.answer");
  const asked = useAnswer(path, isAsked ? () => path : undefined, familyUnread);
  const round = useOnClock((now) => Math.floor(now / readEveryMs));
  const { again } = asked;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    if (isAsked && !document.hidden) again();
  }, [round, isAsked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks the one question that stands
  useEffect(() => {
    if (!isAsked) return undefined;
    listeners.add(again);
    return () => void listeners.delete(again);
  }, [isAsked]);
  return asked.value === undefined ? undefined : { count: asked.value.unread, isMore: false };
}
