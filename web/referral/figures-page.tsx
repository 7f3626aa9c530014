import { useState } from "react";
import { type ReferralFiguresView, referralFigures } from "../../contracts/http/referral-figures.ts";
import { clock } from "../data/clock.ts";
import { saveFile } from "../data/save-file.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useFacilities } from "../data/use-board.ts";
import { FacilityChoice, useFacilitiesFor } from "../office/facility-choice.tsx";
import { OfficePage } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech } from "../words/language.tsx";
import { figuresCsv } from "./figures-csv.ts";
import classes from "./figures-page.module.css";
import { FiguresOf, useFigureWords } from "./figures-panels.tsx";
import { useReferralSections } from "./referral-sections.ts";

const shanghaiMs = 8 * 3_600_000;

/** A month of referrals in figures, of one house or of all: how long each stage took, what was late, and whose it was. */
export function FiguresPage() {
  const words = useFigureWords();
  const sections = useReferralSections();
  const facilityId = useFacilitiesFor("referral-figures.read");
  return (
    <OfficePage
      title={words.figures}
      lead={words.figuresLead}
      sections={sections}
      aside={<FacilityChoice needs="referral-figures.read" withAll />}
    >
      {facilityId === undefined ? <PanelSkeleton height={420} /> : <Figures facilityId={facilityId} />}
    </OfficePage>
  );
}

function Figures({ facilityId }: { readonly facilityId: string }) {
  const words = useFigureWords();
  const { say } = useSpeech();
  const facilities = useFacilities();
  const [month, setMonth] = useState(() => new Date(clock.now() + shanghaiMs).toISOString().slice(0, 7));
  const house = facilityId === "all" ? "" : `&facilityId=${encodeURIComponent(facilityId)}`;
  const path = `/api/referral-figures?month=${month}${house}`;
  const asked = useAnswer(path, /^20\d{2}-\d{2}$/.test(month) ? () => path : undefined, referralFigures);
  const figures = asked.value;

  function exportFigures(of: ReferralFiguresView): void {
    const houseName = facilities?.find(({ id }) => id === facilityId)?.name ?? words.allHouses;
    const name = words.fileOf(houseName.replaceAll(/[\\/:*?"<>|]/g, "_"), of.month);
    saveFile(new Blob([figuresCsv(of, words, say)], { type: "text/csv;charset=utf-8" }), name);
    sayRecorded(words.exported(name));
  }

  return (
    <>
      <div className={classes.bar}>
        <Field label={words.month}>
          {(ties) => (
            <input
              {...ties}
              className={`${formClasses.control} ${classes.month}`}
              type="month"
              value={month}
              onChange={(event) => setMonth(event.currentTarget.value)}
            />
          )}
        </Field>
        {figures !== undefined && <Button onClick={() => exportFigures(figures)}>{words.export}</Button>}
      </div>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {figures === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {figures !== undefined && <FiguresOf figures={figures} />}
    </>
  );
}
