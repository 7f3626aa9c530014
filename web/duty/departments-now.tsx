import type { RosterView } from "../../contracts/http/duties.ts";
import { useLabels } from "../office/labels.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import type { RosterDepartment } from "./departments.ts";
import classes from "./duty.module.css";
import { dutyWords } from "./duty-words.ts";
import type { Gap } from "./gaps-ahead.tsx";

interface DepartmentsNowProps {
  readonly roster: RosterView;
  /** Absent: whoever reads it cannot put anybody on duty. */
  readonly fill?: (gap: Gap, departmentId: string) => void;
}

/** How each department stands now, the desk for referrals first, and when nobody will be there. */
export function DepartmentsNow({ roster, fill }: DepartmentsNowProps) {
  const words = useWords(dutyWords);
  const { departments = [], desk } = roster;
  if (departments.length === 0) return null;
  const isCalm = desk !== "nobody" && departments.every(({ gaps }) => gaps.length === 0);
  const inOrder = departments.toSorted(
    (a, b) => Number(b.isReferralDesk === true) - Number(a.isReferralDesk === true) || rank(a) - rank(b),
  );
  return (
    <section className={isCalm ? classes.calm : classes.gaps} aria-label={words.departments}>
      <h2 className={classes.departmentsTitle}>{words.departments}</h2>
      {desk !== undefined && (
        <p>
          <strong className={desk === "nobody" ? classes.lacking : undefined}>
            {desk === "nobody" && "▲ "}
            {words.desk[desk]}
          </strong>
        </p>
      )}
      <ul className={classes.gapList}>
        {inOrder.map((department) => (
          <DepartmentLine key={department.id} department={department} {...(fill !== undefined && { fill })} />
        ))}
      </ul>
      <p className={classes.muted}>{words.departmentsLead}</p>
    </section>
  );
}

function rank({ staffing }: RosterDepartment): number {
  return staffing === "no-roster" ? 1 : 0;
}

function DepartmentLine({
  department,
  fill,
}: Pick<DepartmentsNowProps, "fill"> & { readonly department: RosterDepartment }) {
  const words = useWords(dutyWords);
  const labels = useLabels();
  const { language } = useSpeech();
  const { id, name, isReferralDesk, staffing, gaps } = department;
  const [next] = gaps.map(({ role, from, until }) => ({ role, from: Date.parse(from), until: Date.parse(until) }));
  return (
    <li className={classes.gapLine}>
      <span>
        <strong>{name}</strong>
        {isReferralDesk === true && ` · ${words.deskMark}`}
        {" · "}
        <span className={staffing === "nobody" ? classes.lacking : undefined}>{words.staffing[staffing]}</span>
        {next !== undefined &&
          ` · ${words.departmentGap(gaps.length, labels.roles[next.role], `${dateOf(next.from, language)} ${clockTime(next.from)}`)}`}
      </span>
      {next !== undefined && fill !== undefined && <Button onClick={() => fill(next, id)}>{words.fill}</Button>}
    </li>
  );
}
