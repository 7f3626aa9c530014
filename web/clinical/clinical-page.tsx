import { useState } from "react";
import { Link } from "wouter";
import { residentDetail } from "../../contracts/http/residents.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./clinical.module.css";
import { ClinicalForm } from "./clinical-form.tsx";
import { clinicalWords } from "./clinical-words.ts";

/** What another house must know of a resident: filled in by whoever may change it. */
export function ClinicalPage({ id }: { readonly id: string }) {
  const words = useWords(clinicalWords);
  const me = useMe();
  const path = `/api/residents/${encodeURIComponent(id)}`;
  const { value: resident, problem, again } = useAnswer(path, () => path, residentDetail);
  const [saved, setSaved] = useState(0);
  const mayChange = resident !== undefined && mayOf(me, "resident.change", resident.facilityId);
  return (
    <OfficePage title={resident === undefined ? words.title : words.titleOf(resident.name)} lead={words.lead}>
      <p>
        <Link className={classes.link} href={`/residents/${id}`}>
          ← {words.back}
        </Link>
      </p>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {resident === undefined && problem === undefined && <PanelSkeleton height={320} />}
      {resident !== undefined && !mayChange && <p>{words.notYours}</p>}
      {resident !== undefined && mayChange && (
        <Panel heading={words.title}>
          <ClinicalForm
            key={`${resident.version} ${saved}`}
            resident={resident}
            done={({ name }) => {
              sayRecorded(words.saved(name));
              setSaved((n) => n + 1);
              again();
            }}
          />
        </Panel>
      )}
    </OfficePage>
  );
}
