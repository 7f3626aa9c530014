import { consortium } from "../../contracts/http/consortium.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { useAnswer } from "../data/use-answer.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import type { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { AgreementText } from "./agreement-text.tsx";
import { caseBedWords } from "./case-bed-words.ts";
import { referralWords } from "./referral-words.ts";
import type { Draft } from "./step-draft.ts";
import { declinedBy, declinedLast, type PossibleStep, routeOf } from "./step-order.ts";
import { useBedChoices } from "./use-bed-choices.ts";

type DraftForm = ReturnType<typeof useForm<Draft, ReferralDetailView>>;

/** Houses to which an agreement opens the way; another one of the case where none is known. */
export function HouseField({
  form,
  referral,
  possible,
}: {
  readonly form: DraftForm;
  readonly referral: ReferralDetailView;
  readonly possible: PossibleStep;
}) {
  const words = useWords(referralWords);
  const { value } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const { kind, from, not } = routeOf(referral, possible.do);
  const takesNobody = ({ closing }: { readonly closing?: { readonly from: string } | undefined }) =>
    closing !== undefined && closing.from <= (value?.day ?? "");
  const nameOf = (id: string) => value?.facilities.find((facility) => facility.id === id)?.name ?? id;
  const known = (value?.routes ?? [])
    .filter((route) => route.kind === kind && route.fromFacilityId === from && route.toFacilityId !== not)
    .map((route) => route.toFacilityId);
  // Who does not see the routes of the other house chooses among all hospitals that they know; the service has the last word.
  const others = (value?.facilities ?? [])
    .filter((facility) => /hospital/.test(facility.kind) && facility.id !== not)
    // Whoever stands in the door of one has come, whether it is closed or not.
    .filter((facility) => possible.do === "arrive-elsewhere" || !takesNobody(facility))
    .map((facility) => facility.id);
  const isAnywhere = possible.do === "arrive-elsewhere";
  const isAny = isAnywhere || (known.length === 0 && possible.do === "substitute");
  const outside = (value?.facilities ?? [])
    .filter((facility) => facility.kind === "external-hospital" && facility.id !== not && !takesNobody(facility))
    .map((facility) => facility.id);
  const isOnward = possible.do === "transfer-onward" || possible.do === "transfer-urgent";
  const isWayBack = possible.do === "ready";
  const choices = [...new Set(isAny ? others : isOnward ? [...known, ...outside] : known)].filter(
    (id) => !isWayBack || id !== referral.origin.id,
  );
  return (
    <>
      <SelectField
        form={form}
        name="toFacilityId"
        label={isHomeward(possible.do) ? words.house : words.to}
        empty={isWayBack ? words.homeAgain((referral.return ?? referral.origin).name) : "—"}
        {...(value !== undefined && choices.length === 0 && !isWayBack && { hint: words.noHouse })}
        choices={declinedLast(choices, declinedBy(referral, possible.do)).map(({ id, hasDeclined }) => ({
          value: id,
          label: hasDeclined ? words.hasDeclined(nameOf(id)) : nameOf(id),
        }))}
      />
      {value !== undefined && kind !== undefined && from !== undefined && (
        <AgreementText houses={value} kind={kind} from={from} to={form.values.toFacilityId} />
      )}
    </>
  );
}

/** The house is asked to take somebody back, and is none where they are sent. */
function isHomeward(action: PossibleStep["do"]): boolean {
  return action === "ready" || action === "offer-down";
}

/** An external hospital is asked on the telephone: without an agreement it is a house of the case by what was said there. */
export function SpokenField({ form }: { readonly form: DraftForm }) {
  const words = useWords(referralWords);
  const { value } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const isOutside = value?.facilities.find(({ id }) => id === form.values.toFacilityId)?.kind === "external-hospital";
  return isOutside ? <TextField form={form} name="with" label={words.phoneWith} isOptional /> : null;
}

/** The departments of a house; nothing where it names none. */
export function DepartmentField({ form, houseId }: { readonly form: DraftForm; readonly houseId: string }) {
  const words = useWords(referralWords);
  const { value } = useAnswer("/api/consortium", () => "/api/consortium", consortium);
  const departments = value?.facilities.find(({ id }) => id === houseId)?.departments ?? [];
  if (departments.length === 0) return null;
  return (
    <SelectField
      form={form}
      name="departmentId"
      label={words.department}
      isOptional
      empty={words.noDepartment}
      choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

interface BedFieldProps {
  readonly form: DraftForm;
  readonly referral: ReferralDetailView;
  /** `keep`: for when they come. `lie`: where they lie from now on. */
  readonly what: "keep" | "lie";
}

/** Which bed of the hospital: the one that is kept for the case, and the free ones; none is a choice too. */
export function BedField({ form, referral, what }: BedFieldProps) {
  const words = useWords(caseBedWords);
  const choices = useBedChoices(referral);
  if (choices === undefined || (what === "keep" && choices.length === 0)) return null;
  const lying = referral.bed === undefined ? words.open : words.openFreeing;
  return (
    <SelectField
      form={form}
      name="bedId"
      label={what === "keep" ? words.keep : words.bed}
      isOptional={what === "keep"}
      empty={what === "keep" ? words.notKept : lying}
      choices={choices}
    />
  );
}
