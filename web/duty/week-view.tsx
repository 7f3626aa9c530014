import { useState } from "react";
import type { DutyView, RosterView } from "../../contracts/http/duties.ts";
import { clock } from "../data/clock.ts";
import { useLabels } from "../office/labels.ts";
import { officeWords } from "../office/office-words.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { dateOf } from "../words/time-words.ts";
import { departmentName } from "./departments.ts";
import classes from "./duty.module.css";
import { dutyWords } from "./duty-words.ts";
import { dayOf, dutyText, onDay, partText, weekdayOf } from "./week.ts";

type Role = DutyView["role"];
const order = [
  "carer",
  "nurse",
  "doctor",
  "referral-coordinator",
  "facility-manager",
] as const satisfies readonly Role[];

interface WeekViewProps {
  /** Midnights, Monday first. */
  readonly days: readonly number[];
  readonly roster: RosterView;
  readonly chosenId: string | undefined;
  readonly choose: (duty: DutyView) => void;
}

/** Seven days side by side, their roles on common lines; on a phone one day after the other, today first in sight. */
export function WeekView({ days, roster, chosenId, choose }: WeekViewProps) {
  const words = useWords(dutyWords);
  const office = useWords(officeWords);
  const labels = useLabels();
  const [isWithPast, setIsWithPast] = useState(false);
  const { language } = useSpeech();
  const duties = roster.items.map((duty) => ({ duty, from: Date.parse(duty.from), until: Date.parse(duty.until) }));
  const gaps = roster.gaps.map(({ role, ...gap }) => ({
    role,
    from: Date.parse(gap.from),
    until: Date.parse(gap.until),
  }));
  const shown = order.filter(
    (role) =>
      role === "carer" ||
      role === "nurse" ||
      roster.rolesWithRoster.includes(role) ||
      duties.some(({ duty }) => duty.role === role),
  );
  const today = dayOf(clock.now());
  const past = days.filter((midnight) => midnight < today).length;
  const hasPast = past > 0 && past < days.length;
  return (
    <>
      {hasPast && (
        <div className={classes.past}>
          <Button aria-expanded={isWithPast} onClick={() => setIsWithPast(!isWithPast)}>
            {words.pastDays(past)}
          </Button>
        </div>
      )}
      <ol
        className={classes.days}
        data-with-past={isWithPast || !hasPast || undefined}
        style={{ "--roles": shown.length } as React.CSSProperties}
      >
        {days.map((midnight) => (
          <li
            key={midnight}
            className={classes.day}
            data-today={midnight === today || undefined}
            data-past={midnight < today || undefined}
          >
            <h3 className={classes.date}>
              {office.weekday(office.weekdays[weekdayOf(midnight)] ?? "")} <span>{dateOf(midnight, language)}</span>
            </h3>
            {shown.map((role) => {
              const here = onDay(
                duties.filter(({ duty }) => duty.role === role),
                midnight,
              );
              const missing = onDay(
                gaps.filter((gap) => gap.role === role),
                midnight,
              );
              return (
                <div key={role} className={classes.cell}>
                  <h4 className={classes.roleName}>{labels.roles[role]}</h4>
                  {here.length === 0 && missing.length === 0 && <p className={classes.nothing}>—</p>}
                  {here.map(({ duty, from, until }) => (
                    <button
                      key={duty.id}
                      type="button"
                      className={classes.duty}
                      aria-pressed={duty.id === chosenId}
                      onClick={() => choose(duty)}
                    >
                      <span className={classes.time}>{dutyText({ from, until }, midnight)}</span>
                      <span className={classes.who}>{duty.person.name}</span>
                      {duty.departmentId !== undefined && (
                        <span className={classes.instead}>{departmentName(roster, duty.departmentId)}</span>
                      )}
                      {duty.insteadOf !== undefined && (
                        <span className={classes.instead}>
                          {duty.kind === "swap"
                            ? words.swapped(duty.insteadOf.name)
                            : words.insteadOf(duty.insteadOf.name)}
                        </span>
                      )}
                    </button>
                  ))}
                  {missing.map((gap) => (
                    <p key={gap.from} className={classes.gap}>
                      <span className={classes.time}>▲ {partText(gap, midnight)}</span> {words.nobody}
                    </p>
                  ))}
                </div>
              );
            })}
          </li>
        ))}
      </ol>
    </>
  );
}
