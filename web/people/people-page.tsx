import { useState } from "react";
import { type PersonView, personList, person as personSchema } from "../../contracts/http/people.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useWholeList } from "../data/use-answer.ts";
import { useBoard } from "../data/use-board.ts";
import { useLabels } from "../office/labels.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { officeWords } from "../office/office-words.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Check } from "../parts/form/field.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { AccountPart } from "./account-part.tsx";
import classes from "./people.module.css";
import { peopleWords } from "./people-words.ts";
import { PersonForm } from "./person-form.tsx";

/** No alert ever calls them: it is no gap that they leave no number. */
const neverCalled: ReadonlySet<string> = new Set(["health-supervisor", "civil-affairs-supervisor"]);

/** Those who sign in: a manager sees the own facility's, an operator all. */
export function PeoplePage() {
  const words = useWords(peopleWords);
  const office = useWords(officeWords);
  const labels = useLabels();
  const speech = useSpeech();
  const { county } = useBoard();
  const me = useMe();
  const asked = useWholeList("/api/people", personList);
  const [isAdding, setIsAdding] = useState(false);
  const [editing, setEditing] = useState<string>();
  const [search, setSearch] = useState("");
  const [isWithDisabled, setIsWithDisabled] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const all = asked.value?.items ?? [];
  const shown = all
    .filter(({ disabledAt }) => isWithDisabled || disabledAt === undefined)
    .filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
    .toSorted((a, b) => a.name.localeCompare(b.name, "zh-CN"));
  const chosen = all.find(({ id }) => id === editing);
  const changed = (sentence: string) => {
    sayRecorded(sentence);
    setRefusal(undefined);
    asked.again();
  };
  const placeOf = (facilityId: string | undefined) =>
    facilityId === undefined
      ? words.wholeService
      : (county?.facilities.find(({ id }) => id === facilityId)?.name ?? facilityId);

  async function setDisabled(person: PersonView, disabled: boolean): Promise<void> {
    const answer = await ask(`/api/people/${encodeURIComponent(person.id)}`, personSchema, {
      disabled,
      version: person.version,
    });
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else changed(words.saved(person.name));
  }

  return (
    <OfficePage title={words.people} lead={words.lead}>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {(asked.value?.unreadable?.length ?? 0) > 0 && <p>{words.unreadable(asked.value?.unreadable?.length ?? 0)}</p>}
      <div className={classes.bar}>
        <input
          className={classes.search}
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Check label={words.showDisabled} checked={isWithDisabled} change={setIsWithDisabled} />
        {!isAdding && (
          <Button
            look="primary"
            onClick={() => {
              setIsAdding(true);
              setEditing(undefined);
            }}
          >
            {words.add}
          </Button>
        )}
      </div>
      {refusal !== undefined && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      {isAdding && (
        <Panel heading={words.add}>
          <PersonForm
            cancel={() => setIsAdding(false)}
            done={(person) => {
              setIsAdding(false);
              setEditing(person.id);
              changed(words.added(person.name));
            }}
          />
        </Panel>
      )}
      {chosen !== undefined && (
        <Panel heading={chosen.name} key={`${chosen.id} ${chosen.version}`}>
          {chosen.elsewhere && <p className={classes.muted}>{words.elsewhere}</p>}
          <PersonForm
            person={chosen}
            cancel={() => setEditing(undefined)}
            done={(person) => {
              setEditing(undefined);
              changed(words.saved(person.name));
            }}
          />
          {mayOf(me, "channel.manage") && <AccountPart person={chosen} />}
          {!(me.kind === "known" && me.me.id === chosen.id) && (
            <div>
              {chosen.disabledAt === undefined ? (
                <ConfirmedButton
                  label={words.disable}
                  question={words.disableQuestion(chosen.name)}
                  act={() => void setDisabled(chosen, true)}
                />
              ) : (
                <Button onClick={() => void setDisabled(chosen, false)}>{words.enable}</Button>
              )}
            </div>
          )}
        </Panel>
      )}
      {asked.value === undefined && asked.problem === undefined ? (
        <PanelSkeleton height={320} />
      ) : (
        <DataTable<PersonView>
          label={words.people}
          rows={shown}
          keyOf={({ id }) => id}
          empty={all.length === 0 ? words.none : words.noMatch}
          columns={[
            { key: "name", head: words.name, isName: true, cell: ({ name }) => name },
            {
              key: "roles",
              head: words.roles,
              cell: ({ roles, relations }) => (
                <ul>
                  {relations.map(({ residentId, relation }) => (
                    <li key={residentId}>
                      {words.relative(relation, county?.residents.get(residentId)?.name ?? residentId)}
                    </li>
                  ))}
                  {roles.map(({ role, facilityId }) => (
                    <li key={`${role} ${facilityId ?? ""}`}>
                      {labels.roles[role]} · {placeOf(facilityId)}
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              key: "reach",
              head: words.reach,
              cell: ({ reach, disabledAt, roles }) => {
                const ways = [reach.phone, reach.email, ...(reach.pushes > 0 ? [words.pushes(reach.pushes)] : [])];
                const known = ways.filter((way) => way !== undefined);
                if (known.length === 0)
                  return disabledAt === undefined && roles.some(({ role }) => !neverCalled.has(role)) ? (
                    <strong>! {words.noReach}</strong>
                  ) : (
                    "—"
                  );
                return known.join(" · ");
              },
            },
            {
              key: "state",
              head: words.state,
              cell: ({ disabledAt }) => (disabledAt === undefined ? words.active : words.disabled),
            },
            {
              key: "do",
              head: office.edit,
              isBare: true,
              cell: ({ id, name }) => (
                <Button
                  aria-label={`${office.edit} ${name}`}
                  onClick={() => {
                    setIsAdding(false);
                    setEditing(id);
                    scrollTo({ top: 0 });
                  }}
                >
                  {office.edit}
                </Button>
              ),
            },
          ]}
        />
      )}
      <p className={classes.muted}>{words.resetHint}</p>
    </OfficePage>
  );
}
