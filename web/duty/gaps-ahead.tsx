import type { RosterView } from "../../contracts/http/duties.ts";
import { useLabels } from "../office/labels.ts";
import { officeWords } from "../office/office-words.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./duty.module.css";
import { dutyWords } from "./duty-words.ts";
import { dayOf, weekdayOf } from "./week.ts";

export interface Gap {
  readonly role: RosterView["gaps"][number]["role"];
  readonly from: number;
  readonly until: number;
}

interface GapsAheadProps {
  readonly roster: RosterView;
  /** Absent: whoever reads it cannot put anybody on duty. */
  readonly fill?: (gap: Gap) => void;
}

/** When nobody will be on duty, while there is still time to find somebody; and what else a roster hides. */
export function GapsAhead({ roster, fill }: GapsAheadProps) {
  const words = useWords(dutyWords);
  const office = useWords(officeWords);
  const labels = useLabels();
  const { words: general, language } = useSpeech();
  const gaps = roster.gaps.map(({ role, from, until }) => ({ role, from: Date.parse(from), until: Date.parse(until) }));
  const without = (["carer", "nurse", "doctor"] as const).filter((role) => !roster.rolesWithRoster.includes(role));
  const moment = (at: number) =>
    `${dateOf(at, language)} ${office.weekday(office.weekdays[weekdayOf(at)] ?? "")} ${clockTime(at)}`;
  const end = ({ from, until }: Gap) => (dayOf(from) === dayOf(until - 1) ? clockTime(until) : moment(until));
  return (
    <section className={gaps.length === 0 ? classes.calm : classes.gaps} aria-label={words.nobody}>
      {gaps.length === 0 ? (
        <p>
          {roster.rolesWithRoster.length === 0
            ? words.noRoster(without.map((role) => labels.roles[role]).join(general.comma))
            : words.noGaps}
        </p>
      ) : (
        <>
          <h2 className={classes.gapsTitle}>▲ {words.gapsTitle(gaps.length)}</h2>
          <ul className={classes.gapList}>
            {gaps.map((gap) => (
              <li key={`${gap.role} ${gap.from}`} className={classes.gapLine}>
                <span>
                  <strong>{labels.roles[gap.role]}</strong> {moment(gap.from)} – {end(gap)}
                </span>
                {fill !== undefined && <Button onClick={() => fill(gap)}>{words.fill}</Button>}
              </li>
            ))}
          </ul>
        </>
      )}
      {without.length > 0 && roster.rolesWithRoster.length > 0 && (
        <p>{words.noRoster(without.map((role) => labels.roles[role]).join(general.comma))}</p>
      )}
      {roster.overlaps.length > 0 && (
        <p>
          {words.overlaps(roster.overlaps.length)}
          {language === "zh" ? "：" : ": "}
          {roster.overlaps.map(({ person, from }) => `${person.name} ${moment(Date.parse(from))}`).join(general.comma)}
        </p>
      )}
    </section>
  );
}
