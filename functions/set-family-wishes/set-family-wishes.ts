import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { FamilyWishesView } from "../../contracts/http/family-messages.ts";
import type { FamilyWishes } from "../../domain/family-telling/wishes.ts";
import type { Person } from "../../domain/model/person.ts";
import { familyWishesView, minuteOf } from "../family-messaging/wishes-view.ts";
import { personChangedByOthers } from "../people/refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

const maxTries = 5;

type Input = HttpInput<(typeof familyMessageRoutes)["set-family-wishes"]>;

/** Sets by what and when the caller is told as a relative. What is held back already is told by what holds then. */
export async function setFamilyWishes(
  { caller, body }: Input,
  deps: Deps<"set-family-wishes">,
): Promise<FamilyWishesView> {
  let before: Person | undefined = personOf(caller);
  for (let attempt = 1; attempt <= maxTries && before !== undefined; attempt += 1) {
    const familyWishes = changedWishes(before.familyWishes ?? {}, body);
    const after: Person = { ...before, familyWishes, version: before.version + 1 };
    if ((await deps.people.save(after)) === "saved") return familyWishesView(after);
    await deps.backOff(attempt);
    before = await deps.people.find(before.id);
  }
  throw personChangedByOthers();
}

function changedWishes(before: FamilyWishes, { channels, quiet }: Input["body"]): FamilyWishes {
  const { channels: hadChannels, quiet: hadQuiet } = before;
  const kept = channels === undefined ? hadChannels : (channels ?? undefined);
  const hours =
    quiet === undefined
      ? hadQuiet
      : quiet === null
        ? undefined
        : { from: minuteOf(quiet.from), until: minuteOf(quiet.until) };
  return {
    ...(kept !== undefined && { channels: [...new Set(kept)] }),
    ...(hours !== undefined && { quiet: hours }),
  };
}
