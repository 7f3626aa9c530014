import type { DutyView, RosterView } from "../../contracts/http/duties.ts";

export type RosterDepartment = NonNullable<RosterView["departments"]>[number];

/**
 * What a roster shows of one department: its duties and gaps, and who is there because they are on duty for the whole house.
 * Empty: all of it; `whole-house`: the duties for the whole house alone.
 */
export function rosterOf(roster: RosterView, choice: string): RosterView {
  if (choice === "") return roster;
  const isShown = ({ departmentId }: DutyView) => departmentId === undefined || departmentId === choice;
  const gaps = roster.departments?.find(({ id }) => id === choice)?.gaps ?? [];
  return { ...roster, items: roster.items.filter(isShown), gaps: [...gaps] };
}

/** What a department is called; one that is listed no more by its id. */
export function departmentName(roster: RosterView, id: string | undefined): string | undefined {
  return id === undefined ? undefined : (roster.departments?.find((each) => each.id === id)?.name ?? id);
}
