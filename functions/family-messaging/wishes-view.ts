import type { FamilyWishesView } from "../../contracts/http/family-messages.ts";
import { familyChannels } from "../../domain/family-telling/wishes.ts";
import type { Person } from "../../domain/model/person.ts";

/** How a relative is told, as their page shows it. */
export function familyWishesView({ reach, familyWishes }: Pick<Person, "reach" | "familyWishes">): FamilyWishesView {
  const { channels = familyChannels, quiet } = familyWishes ?? {};
  const address = { "web-push": reach.pushes[0], sms: reach.phone, email: reach.email };
  return {
    channels: [...channels],
    reachable: familyChannels.filter((way) => address[way] !== undefined),
    ...(quiet !== undefined && { quiet: { from: clockOf(quiet.from), until: clockOf(quiet.until) } }),
  };
}

/** The minute of the day as `HH:MM`. */
function clockOf(minuteOfDay: number): string {
  const pad = (part: number): string => String(part).padStart(2, "0");
  return `${pad(Math.floor(minuteOfDay / 60))}:${pad(minuteOfDay % 60)}`;
}

/** The minute of the day of `HH:MM`. */
export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
