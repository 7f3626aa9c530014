import type { ResidentView } from "../../contracts/http/residents.ts";
import { labelIn } from "../office/labels.ts";
import { Stamp } from "../parts/moment.tsx";
import { registerWords } from "../register/register-words.ts";
import { useWords } from "../words/language.tsx";

/** Of somebody who left the care: that they did, when, where to and who recorded it. */
export function DischargeLine({ discharge }: { readonly discharge: NonNullable<ResidentView["discharge"]> }) {
  const words = useWords(registerWords);
  const { at, by, reason, note } = discharge;
  return (
    <p data-discharged={reason}>
      <strong>{words.isDischarged}</strong> · <Stamp at={Date.parse(at)} /> · {labelIn(words.dischargeReasons, reason)}
      {note !== undefined && note !== "" && `（${note}）`} · {words.recordedBy(by)}
    </p>
  );
}
