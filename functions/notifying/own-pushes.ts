import { createHash } from "node:crypto";
import type * as z from "zod/mini";
import type { pushList } from "../../contracts/http/pushes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Person, PushSubscription } from "../../domain/model/person.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { ownEntryChanged } from "./channel-refusals.ts";

const maxTries = 5;

/** What names a browser towards its owner; its endpoint is an address that anybody could call. */
export function pushId({ endpoint }: Pick<PushSubscription, "endpoint">): string {
  return createHash("sha256").update(endpoint).digest("base64url").slice(0, 22);
}

export function pushListView({ reach }: Person): z.input<typeof pushList> {
  return {
    items: reach.pushes.map((push) => ({
      id: pushId(push),
      ...(push.label !== undefined && { label: push.label }),
      addedAt: isoTimeOf(push.addedAt),
    })),
  };
}

/** Writes the browsers of a person, from what stands there at that moment; nothing is written where nothing changes. */
export async function changePushes(
  person: Person,
  change: (pushes: readonly PushSubscription[]) => readonly PushSubscription[],
  deps: { readonly people: Pick<PersonStore, "find" | "save">; backOff(attempt: number): Promise<void> },
): Promise<Person> {
  let before = person;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const pushes = change(before.reach.pushes);
    if (pushes === before.reach.pushes) return before;
    const after: Person = { ...before, reach: { ...before.reach, pushes }, version: before.version + 1 };
    if ((await deps.people.save(after)) === "saved") return after;
    await deps.backOff(attempt);
    before = (await deps.people.find(person.id)) ?? before;
  }
  throw ownEntryChanged();
}
