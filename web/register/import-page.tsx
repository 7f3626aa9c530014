import { type FormEvent, useState } from "react";
import { type ImportResult, importResult } from "../../contracts/http/import.ts";
import { ask } from "../data/api.ts";
import { readAll } from "../data/board-store.ts";
import { useOneFacility } from "../data/use-board.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { csvTextOf } from "./csv-text.ts";
import { ImportOutcome } from "./import-outcome.tsx";
import { sampleOf } from "./import-samples.ts";
import classes from "./register.module.css";
import { useRegisterSections } from "./register-sections.ts";
import { registerWords } from "./register-words.ts";

type Kind = ImportResult["kind"];

/** As much as one request takes. */
const mostCharacters = 200_000;

interface Tried {
  readonly csv: string;
  readonly result: ImportResult;
}

/** Registers many by a table: a file is tried first, and imported only when nothing in it is wrong. */
export function ImportPage() {
  const words = useWords(registerWords);
  const speech = useSpeech();
  const sections = useRegisterSections();
  const facilityId = useOneFacility();
  const [kind, setKind] = useState<Kind>("residents");
  const [tried, setTried] = useState<Tried>();
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  async function run(csv: string, dryRun: boolean): Promise<void> {
    setIsAsking(true);
    setRefusal(undefined);
    const place = facilityId === undefined ? {} : { facilityId };
    const answer = await ask("/api/import", importResult, { kind, csv, dryRun, ...place });
    setIsAsking(false);
    if (answer.kind === "problem") {
      setRefusal(problemText(answer.problem, speech));
      return;
    }
    setTried({ csv, result: answer.value });
    if (!answer.value.done) return;
    sayRecorded(words.importDone(answer.value.counts.new));
    void readAll();
  }

  async function chosen(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get("file");
    setTried(undefined);
    if (!(file instanceof File) || file.name === "") {
      setRefusal(words.noFile);
      return;
    }
    if (file.size === 0) {
      setRefusal(words.unreadableFile);
      return;
    }
    if (file.size > mostCharacters * 4) {
      setRefusal(words.tooLarge);
      return;
    }
    try {
      const csv = csvTextOf(new Uint8Array(await file.arrayBuffer()));
      if (csv.length > mostCharacters) setRefusal(words.tooLarge);
      else await run(csv, true);
    } catch {
      setRefusal(words.unreadableFile);
    }
  }

  const fresh = tried?.result.counts.new ?? 0;
  const canImport = tried !== undefined && !tried.result.done && tried.result.faults.length === 0 && fresh > 0;
  return (
    <OfficePage title={words.import} lead={words.importLead} sections={sections} aside={<FacilityChoice />}>
      <Panel>
        <form
          className={formClasses.form}
          aria-label={words.import}
          noValidate
          onSubmit={(event) => void chosen(event)}
        >
          <div className={formClasses.fields}>
            <Field label={words.importKind}>
              {(ties) => (
                <Select
                  {...ties}
                  value={kind}
                  change={(next) => {
                    setKind(next as Kind);
                    setTried(undefined);
                  }}
                  choices={(["residents", "devices"] as const).map((value) => ({
                    value,
                    label: words.importKinds[value],
                  }))}
                />
              )}
            </Field>
            <Field label={words.file} hint={words.fileHint}>
              {(ties) => (
                <input
                  {...ties}
                  className={formClasses.control}
                  type="file"
                  name="file"
                  accept=".csv,text/csv,text/plain"
                  onChange={() => setTried(undefined)}
                />
              )}
            </Field>
          </div>
          <p>
            <a
              className={classes.link}
              download={`anhu-${kind}.csv`}
              href={`data:text/csv;charset=utf-8,${encodeURIComponent(sampleOf(kind))}`}
            >
              {words.sample}
            </a>
          </p>
          {refusal !== undefined && (
            <p className={formClasses.refusal} role="alert">
              {refusal}
            </p>
          )}
          <div className={formClasses.actions}>
            <Button type="submit" look={canImport ? "plain" : "primary"} disabled={isAsking}>
              {isAsking ? words.checking : words.check}
            </Button>
            {canImport && (
              <Button look="primary" disabled={isAsking} onClick={() => void run(tried.csv, false)}>
                {words.doImport(fresh)}
              </Button>
            )}
          </div>
        </form>
      </Panel>
      {tried !== undefined && <ImportOutcome result={tried.result} />}
    </OfficePage>
  );
}
