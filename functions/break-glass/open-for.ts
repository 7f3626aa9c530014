import type { OpeningOutcome } from "../../contracts/http/openings.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo, type Subject } from "../../domain/access/decide.ts";
import { opened } from "../../domain/break-glass/advance.ts";
import type { OpeningReason, RecordOpening } from "../../domain/break-glass/opening.ts";
import { openingOf, withOpening } from "../../domain/break-glass/standing.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { writingOpening } from "../../stores/opening-store.ts";
import { armFamilyMessage } from "../family-telling/family-timer.ts";
import { sendNotices } from "../notifying/tell-people.ts";
import { principalOf } from "../people/principal.ts";
import type { Deps } from "../shell/deps.ts";
import { openingRefusals } from "./opening-refusals.ts";
import { noticesToFamily } from "./tell-family.ts";
import { noticesOfOpening, writesOfNotices } from "./tell-managers.ts";

type OpeningDeps = Pick<
  Deps<"open-record">,
  "people" | "channels" | "break-glass" | "timer" | "log" | "now" | "newId" | "backOff"
>;

/** Under what an opening is asked for. */
export interface AskedOpening extends Pick<RecordOpening, "as" | "way"> {
  readonly resident: Resident;
  readonly reason: OpeningReason;
}

const maxTries = 5;

/**
 * What whoever asks has of the record already: by their own rights, or by an opening that stands. Undefined: nothing, so that
 * it has to be opened.
 */
export function standingRight(person: Person, resident: Resident, now: number): OpeningOutcome | undefined {
  const { id: residentId, facilityId } = resident;
  const stands = openingOf(person, residentId, now);
  if (stands !== undefined)
    return { outcome: "already-open", residentId, openingId: stands.id, until: isoTimeOf(stands.until) };
  const caller: Caller = { kind: "person", person, at: now };
  const subject: Subject = { kind: "resident", facilityId, residentId };
  const mayRead = mayDo(caller, "resident.read", subject) && mayDo(caller, "clinical.read", subject);
  return mayRead ? { outcome: "may-read", residentId } : undefined;
}

/**
 * Opens a record: what it gives, the account of it and whoever is told are one write. Two taps open it once. The person is
 * read anew, so that whoever lost the role meanwhile opens nothing.
 */
export async function openFor(personId: string, asked: AskedOpening, deps: OpeningDeps): Promise<OpeningOutcome> {
  const { resident, reason, as, way } = asked;
  const id = deps.newId();
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const now = deps.now();
    const person = await deps.people.find(personId);
    if (person === undefined || !holds(person, as)) throw openingRefusals.notReceiving();
    const already = standingRight(person, resident, now);
    if (already !== undefined) return already;
    const policy = await deps["break-glass"].policy(resident.facilityId);
    const who = { id, residentId: resident.id, facilityId: resident.facilityId, as, way };
    const opening = opened({ ...who, person: { id: person.id, name: person.name } }, reason, policy, now);
    const [notices, family] = await Promise.all([
      noticesOfOpening(opening, "record-opened", deps),
      noticesToFamily(opening, deps),
    ]);
    const beside = [writingOpening(opening), ...writesOfNotices([...notices, ...family])];
    if ((await deps.people.save(withOpening(person, opening, now), undefined, beside)) === "saved") {
      await Promise.all([sendNotices(notices, deps), ...family.map((message) => armFamilyMessage(message, deps))]);
      deps.log.info("a record was opened in an emergency", { openingId: id, principal: principalOf(person.id) });
      return { outcome: "opened", residentId: resident.id, openingId: id, until: isoTimeOf(opening.until) };
    }
    await deps.backOff(attempt);
  }
  throw openingRefusals.changed();
}

function holds({ roles, disabledAt }: Person, as: RecordOpening["as"]): boolean {
  return (
    disabledAt === undefined && roles.some(({ role, facilityId }) => role === as.role && facilityId === as.facilityId)
  );
}
