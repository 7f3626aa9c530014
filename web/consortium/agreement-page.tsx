import { Link } from "wouter";
import { type AgreementView, agreementList, consortium } from "../../contracts/http/consortium.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useWords } from "../words/language.tsx";
import { AgreementHistory } from "./agreement-history.tsx";
import classes from "./agreement-page.module.css";
import { writtenParts } from "./agreement-values.ts";
import { agreementWords } from "./agreement-words.ts";
import { consortiumWords } from "./consortium-words.ts";
import { validText } from "./valid-text.ts";

/** An agreement as it was signed, to be read and printed; who recorded, changed and ended it. */
export function AgreementPage({ id }: { readonly id: string }) {
  const words = useWords(agreementWords);
  const seen = useAnswer("consortium", () => "/api/consortium", consortium);
  const listed = useAnswer("agreements", () => "/api/agreements", agreementList);
  const agreement = listed.value?.items.find((each) => each.id === id);
  const nameOf = (facilityId: string) =>
    seen.value?.facilities.find((each) => each.id === facilityId)?.name ?? facilityId;
  if (agreement !== undefined && (seen.value !== undefined || seen.problem !== undefined))
    return (
      <WholeAgreement
        agreement={agreement}
        names={[nameOf(agreement.fromFacilityId), nameOf(agreement.toFacilityId)]}
      />
    );
  return (
    <OfficePage title={words.terms}>
      {listed.problem !== undefined && <ProblemNotice problem={listed.problem} again={listed.again} />}
      {listed.problem === undefined && agreement === undefined && listed.value !== undefined && <p>{words.unknown}</p>}
      {listed.problem === undefined && (listed.value === undefined || agreement !== undefined) && (
        <PanelSkeleton height={420} />
      )}
    </OfficePage>
  );
}

interface WholeProps {
  readonly agreement: AgreementView;
  readonly names: readonly [from: string, to: string];
}

function WholeAgreement({ agreement, names: [from, to] }: WholeProps) {
  const words = useWords(agreementWords);
  const consortiumTexts = useWords(consortiumWords);
  const { covers, number, signedOn } = agreement;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [consortiumTexts.asks, from],
    [consortiumTexts.gives, to],
    [words.covers, covers.map((cover) => consortiumTexts.covers[cover]).join("、")],
    [words.valid, validText(agreement, consortiumTexts, words.halted)],
    [words.number, number],
    [words.signedOn, signedOn],
    ...writtenParts.map((part) => [words[part], agreement[part]] as const),
  ];
  const isThin = signedOn === undefined || writtenParts.some((part) => agreement[part] === undefined);
  return (
    <OfficePage
      title={words.title(from, to)}
      aside={
        <span className={classes.screen}>
          <Link href="/consortium">{words.back}</Link> <Button onClick={() => print()}>{words.print}</Button>
        </span>
      }
    >
      <Panel>
        {isThin && <strong className={classes.screen}>{words.isThin}</strong>}
        <dl className={classes.terms}>
          {rows.map(([label, text]) => (
            <div key={label} className={classes.term}>
              <dt>{label}</dt>
              <dd>{text ?? words.notSaid}</dd>
            </div>
          ))}
        </dl>
        <div className={classes.seals}>
          {[from, to].map((name) => (
            <p key={name}>
              {words.signature(name)}
              <span className={classes.blank} />
              {words.day}
              <span className={classes.blank} />
            </p>
          ))}
        </div>
      </Panel>
      <div className={classes.screen}>
        <Panel heading={consortiumTexts.history}>
          <AgreementHistory agreement={agreement} />
        </Panel>
      </div>
    </OfficePage>
  );
}
