import type { Reach } from "../../domain/model/person.ts";

/** What may be said about how somebody is reached: null takes away, what is not named stays. */
export interface ReachChange {
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly language?: Reach["language"] | undefined;
}

export function changedReach(before: Reach, change: ReachChange): Reach {
  const { phone: phoneBefore, email: emailBefore, ...rest } = before;
  const phone = change.phone === undefined ? phoneBefore : (change.phone ?? undefined);
  const email = change.email === undefined ? emailBefore : (change.email ?? undefined);
  return {
    ...rest,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    language: change.language ?? before.language,
  };
}
