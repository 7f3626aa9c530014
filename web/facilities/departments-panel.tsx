import { type ReactNode, useState } from "react";
import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Panel } from "../office/office-page.tsx";
import { officeWords } from "../office/office-words.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { DepartmentForm } from "./department-form.tsx";
import { type Department, withoutDepartment } from "./department-values.ts";
import { facilityPageWords } from "./facility-page-words.ts";

interface DepartmentsPanelProps {
  readonly home: FacilityView;
  readonly changed: () => void;
  /** Below the list. */
  readonly children?: ReactNode;
}

/** The departments of a facility, with their telephones and which of them take referrals. */
export function DepartmentsPanel({ home, changed, children }: DepartmentsPanelProps) {
  const words = useWords(facilityPageWords);
  const office = useWords(officeWords);
  const common = useWords(formWords);
  const speech = useSpeech();
  const mayManage = mayOf(useMe(), "bed.manage", home.id);
  /** The id of the one that is being changed; empty: a new one. */
  const [editing, setEditing] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const departments = home.departments ?? [];
  const edited = departments.find(({ id }) => id === editing);
  const done = () => {
    setEditing(undefined);
    changed();
  };

  async function remove({ id }: Department): Promise<void> {
    setRefusal(undefined);
    const path = `/api/facilities/${encodeURIComponent(home.id)}`;
    const answer = await ask(path, facility, {
      departments: withoutDepartment(departments, id),
      departmentsVersion: home.departmentsVersion ?? 0,
    });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done();
  }

  return (
    <Panel heading={words.departments}>
      {refusal !== undefined && <p role="alert">{refusal}</p>}
      <DataTable<Department>
        label={words.departments}
        rows={departments}
        keyOf={({ id }) => id}
        empty={words.noDepartments}
        columns={[
          { key: "name", head: words.department, isName: true, cell: ({ name }) => name },
          { key: "kind", head: words.departmentKind, cell: ({ kind }) => words.departmentKinds[kind] },
          {
            key: "phone",
            head: words.phone,
            cell: ({ phone }) =>
              phone === undefined ? words.noPhone : <a href={`tel:${phone.replaceAll(" ", "")}`}>{phone}</a>,
          },
          { key: "desk", head: words.desk, cell: ({ isReferralDesk }) => (isReferralDesk === true ? words.yes : "—") },
          ...(mayManage
            ? [
                {
                  key: "do",
                  head: office.edit,
                  isBare: true as const,
                  cell: (department: Department) => (
                    <>
                      <Button aria-label={words.changeOf(department.name)} onClick={() => setEditing(department.id)}>
                        {office.edit}
                      </Button>{" "}
                      <ConfirmedButton
                        label={common.remove}
                        question={words.removeDepartment(department.name)}
                        act={() => void remove(department)}
                      />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {mayManage && editing === undefined && <Button onClick={() => setEditing("")}>{words.addDepartment}</Button>}
      {editing !== undefined && (
        <DepartmentForm
          key={editing}
          home={home}
          {...(edited !== undefined && { department: edited })}
          done={done}
          cancel={() => setEditing(undefined)}
        />
      )}
      {children}
    </Panel>
  );
}
