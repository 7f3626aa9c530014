import { type OpeningListView, openingPolicySet } from "../../contracts/http/openings.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { openingWords } from "./opening-words.ts";

interface PolicyFormProps {
  readonly policy: NonNullable<OpeningListView["policy"]>;
  readonly saved: () => void;
}

/** For how long a house lets records be opened, and by when it judges that; only read by who may not say so. */
export function PolicyForm({ policy, saved }: PolicyFormProps) {
  const words = useWords(openingWords);
  const me = useMe();
  const { facilityId, hours, reviewDays } = policy;
  const form = useForm({
    initial: { hours: String(hours), reviewDays: String(reviewDays) },
    send: (draft) =>
      ask(`/api/facilities/${encodeURIComponent(facilityId)}/opening-policy`, openingPolicySet, {
        hours: Number(draft.hours),
        reviewDays: Number(draft.reviewDays),
      }),
    done: () => {
      sayRecorded(words.policySaved);
      saved();
    },
  });
  if (!mayOf(me, "opening.review", facilityId)) {
    return (
      <Panel heading={words.policy}>
        <p>
          {words.hours} {hours} · {words.reviewDays} {reviewDays}
        </p>
      </Panel>
    );
  }
  return (
    <Panel heading={words.policy}>
      <FormFrame form={form} label={words.policy}>
        <TextField
          form={form}
          name="hours"
          type="number"
          min="1"
          max="12"
          label={words.hours}
          hint={words.between(1, 12)}
        />
        <TextField
          form={form}
          name="reviewDays"
          type="number"
          min="1"
          max="14"
          label={words.reviewDays}
          hint={words.between(1, 14)}
        />
      </FormFrame>
    </Panel>
  );
}
