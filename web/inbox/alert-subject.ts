import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ReferralBrief } from "../../contracts/http/referral-brief.ts";
import { useReferralBrief } from "../data/referral-briefs.ts";
import { useNameAndBed } from "../data/use-board.ts";
import { useSpeech } from "../words/language.tsx";
import { useAlertWords } from "./alert-words.ts";

/** Whom an alert is about, and where they are. */
export interface AlertSubject {
  /** Never an id: where no name is known, words that say where it stands. */
  readonly name: string;
  /** Their bed; of a referral from where to where, empty while that is not read. */
  readonly place: string;
  /** Where more about them stands. */
  readonly href: string;
  readonly brief: ReferralBrief | undefined;
}

/**
 * Of an alert about a referral what the case says: the house that receives somebody may not read their record, and its beds
 * are not theirs yet.
 */
export function useAlertSubject({
  residentId,
  referralId,
  visitId,
  facilityId,
  bed: about,
}: Pick<AlertView, "residentId" | "referralId" | "visitId" | "facilityId" | "bed">): AlertSubject {
  const { words } = useSpeech();
  const own = useAlertWords({ referralId, visitId, bed: about });
  const brief = useReferralBrief(referralId);
  const { name, bed } = useNameAndBed(residentId);
  if (about !== undefined)
    return {
      name: name ?? about.label,
      place: name === undefined ? "" : about.label,
      href: `/beds/${encodeURIComponent(facilityId)}/${encodeURIComponent(about.id)}`,
      brief: undefined,
    };
  if (visitId !== undefined)
    return {
      name: name ?? own.noName,
      place: bed ?? "",
      href: `/visits/${encodeURIComponent(visitId)}`,
      brief: undefined,
    };
  if (referralId === undefined)
    return { name: name ?? "…", place: bed ?? words.noBed, href: `/residents/${residentId}`, brief: undefined };
  return {
    name: brief?.residentName ?? name ?? own.noName,
    place: brief === undefined ? "" : own.caseWay(...wayOf(brief)),
    href: `/referrals/${encodeURIComponent(referralId)}`,
    brief,
  };
}

/** From which house to which, by their names. */
export function wayOf({ direction, origin, destination, return: back = origin }: ReferralBrief): [string, string] {
  return direction === "up" ? [origin.name, destination.name] : [destination.name, back.name];
}

/** The other house of the case as a house of it sees it, with the number under which it answers. */
export function otherHouse(
  { direction, origin, destination, return: back = origin, contactPhone, receiverPhone }: ReferralBrief,
  ownId: string,
): { readonly name: string; readonly phone: string | undefined } {
  const [sender, receiver] = direction === "up" ? [origin, destination] : [destination, back];
  return ownId === receiver.id
    ? { name: sender.name, phone: contactPhone }
    : { name: receiver.name, phone: receiverPhone };
}
