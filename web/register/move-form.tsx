import { type ResidentDetailView, residentDetail } from "../../contracts/http/residents.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { ask } from "../data/api.ts";
import { clock } from "../data/clock.ts";
import { type County, takesNobody } from "../data/county.ts";
import { officeWords } from "../office/office-words.ts";
import { SelectField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { freeBedsOf } from "./free-beds.ts";
import { registerWords } from "./register-words.ts";

interface MoveFormProps {
  readonly resident: ResidentDetailView;
  readonly county: County;
  readonly done: () => void;
}

/** Another bed, none, or another facility. Only beds that nobody uses are offered. */
export function MoveForm({ resident, county, done }: MoveFormProps) {
  const words = useWords(registerWords);
  const office = useWords(officeWords);
  const { words: general } = useSpeech();
  const form = useForm({
    initial: { facilityId: resident.facilityId, bedId: resident.bed?.id ?? "" },
    send: ({ facilityId, bedId }) =>
      ask(`/api/residents/${encodeURIComponent(resident.id)}/move`, residentDetail, {
        ...(facilityId !== resident.facilityId && { facilityId }),
        bedId: bedId === "" ? null : bedId,
      }),
    done,
  });
  const { facilityId } = form.values;
  const own = facilityId === resident.facilityId && resident.bed !== undefined ? [resident.bed] : [];
  const today = dateOf(clock.now());
  const open = county.facilities.filter((each) => each.id === resident.facilityId || !takesNobody(each, today));
  const beds = [...own, ...freeBedsOf(county, facilityId)];
  return (
    <FormFrame form={form} label={words.move} submit={words.moveNow}>
      {open.length > 1 && (
        <SelectField
          form={form}
          name="facilityId"
          label={office.facility}
          choices={open.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <SelectField
        key={facilityId}
        form={form}
        name="bedId"
        label={words.bed}
        empty={general.noBed}
        choices={beds.map(({ id, label }) => ({ value: id, label }))}
      />
    </FormFrame>
  );
}
