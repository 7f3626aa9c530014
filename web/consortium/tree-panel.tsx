import type { ConsortiumView } from "../../contracts/http/consortium.ts";
import { facilityWords } from "../facilities/facility-words.ts";
import { membershipWords } from "../facilities/membership-words.ts";
import { Panel } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./consortium.module.css";
import { consortiumWords } from "./consortium-words.ts";

type Facility = ConsortiumView["facilities"][number];
type Membership = ConsortiumView["memberships"][number];

/** Who belongs to whom since when, who is to join, and, folded, who belonged to it; who takes nobody any more. */
export function TreePanel({ consortium: { facilities, memberships, day } }: { readonly consortium: ConsortiumView }) {
  const words = useWords(consortiumWords);
  const isAllOwn = facilities.every(({ isOwn }) => isOwn);
  return (
    <Panel heading={words.tree}>
      <ul className={classes.tree}>
        {inTree(facilities).map(({ facility, depth }) => (
          <House
            key={facility.id}
            facility={facility}
            depth={depth}
            isMarked={!isAllOwn && facility.isOwn}
            memberships={memberships}
            day={day}
          />
        ))}
      </ul>
    </Panel>
  );
}

interface HouseProps {
  readonly facility: Facility;
  readonly depth: number;
  /** As one's own: where all are, the mark would say nothing. */
  readonly isMarked: boolean;
  readonly memberships: readonly Membership[];
  readonly day: string;
}

function House({ facility, depth, isMarked, memberships, day }: HouseProps) {
  const words = useWords(consortiumWords);
  const texts = useWords(membershipWords);
  const { kinds } = useWords(facilityWords);
  const { id, name, kind, desk, departments, closing } = facility;
  const own = memberships.filter(({ facilityId }) => facilityId === id);
  const now = own.find((membership) => isOn(membership, day));
  const ahead = own.filter(({ from = "" }) => from > day);
  const endsAt = now?.until !== undefined && ahead[0]?.from === undefined ? now.until : undefined;
  const former = memberships.filter(({ parentId, until = "9999" }) => parentId === id && until < day);
  return (
    <li className={classes.house} data-depth={Math.min(depth, 3)} data-facility={id}>
      <div className={classes.row}>
        <strong>{name}</strong>
        <span className={classes.small}>{kinds[kind]}</span>
        {isMarked && <span className={classes.mark}>{words.own}</span>}
        {now?.from !== undefined && <span className={classes.small}>{texts.since(now.from)}</span>}
        {ahead.map(({ from = "", parentName }) => (
          <span key={from} className={classes.small}>
            {texts.willBelong(from, parentName)}
          </span>
        ))}
        {endsAt !== undefined && <span className={classes.small}>{texts.leaves(endsAt)}</span>}
        {closing !== undefined && (
          <strong>▲ {closing.from <= day ? texts.closedSince(closing.from) : texts.closesFrom(closing.from)}</strong>
        )}
        {desk !== undefined && <span className={classes.small}>{words.desk[desk]}</span>}
      </div>
      {departments.length > 0 && (
        <ul className={classes.departments}>
          {departments.map(({ id: departmentId, name: called, phone, isReferralDesk }) => (
            <li key={departmentId}>
              {called}
              {isReferralDesk === true && <span className={classes.mark}>{words.deskMark}</span>}
              {phone !== undefined && <a href={`tel:${phone.replaceAll(" ", "")}`}>{phone}</a>}
            </li>
          ))}
        </ul>
      )}
      {former.length > 0 && (
        <details>
          <summary>{texts.formerMembers(former.length)}</summary>
          <ul className={classes.history}>
            {former.map(({ facilityId, facilityName, from, until = "", endReason }) => (
              <li key={`${facilityId} ${until}`}>
                {facilityName} {texts.fromTo(from, until)}
                {endReason !== undefined && <span className={classes.small}> {endReason}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function isOn({ from = "", until = "9999" }: Membership, day: string): boolean {
  return from <= day && day <= until;
}

/** Each below what it belongs to; what belongs to nobody who is shown stands at the top. */
function inTree(facilities: readonly Facility[]): readonly { readonly facility: Facility; readonly depth: number }[] {
  const below = (parentId: string | undefined, depth: number): { facility: Facility; depth: number }[] =>
    depth > 6
      ? []
      : facilities
          .filter((each) => each.parentId === parentId)
          .flatMap((facility) => [{ facility, depth }, ...below(facility.id, depth + 1)]);
  return below(undefined, 0);
}
