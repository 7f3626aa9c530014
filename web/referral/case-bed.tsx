import { useState } from "react";
import { heldBed } from "../../contracts/http/beds.ts";
import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { SelectField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { whenIs } from "../words/time-words.ts";
import { caseBedWords } from "./case-bed-words.ts";
import classes from "./referral-page.module.css";
import { useBedChoices } from "./use-bed-choices.ts";

const bedMissing = { zh: caseBedWords.zh.bedMissing, en: caseBedWords.en.bedMissing };
const toCome: readonly ReferralView["state"][] = ["accepted", "transport-arranged", "en-route", "arrived"];
const inHouse: readonly ReferralView["state"][] = ["admitted", "ready-for-down", "down-accepted"];

/** Which bed is kept or theirs, until when, or that it is not any more; nothing where there is nothing to say. */
export function BedLine({ referral }: { readonly referral: ReferralView }) {
  const words = useWords(caseBedWords);
  const { language } = useSpeech();
  const now = useNow();
  const { bed, lostBed, state, closedAt } = referral;
  if (closedAt !== undefined) return null;
  if (bed === undefined) {
    if (lostBed !== undefined) return <strong>▲ {words.lost[lostBed.why](lostBed.label ?? lostBed.bedId)}</strong>;
    return state === "admitted" ? <span>{words.none}</span> : null;
  }
  const label = bed.label ?? bed.bedId;
  const until = whenIs(Date.parse(bed.until), now, language);
  if (inHouse.includes(state)) return <span>{words.lies(label)}</span>;
  if (Date.parse(bed.until) > now) return <span>{words.heldUntil(label, until)}</span>;
  return <strong>▲ {words.over(label, until)}</strong>;
}

interface CaseBedProps {
  readonly referral: ReferralDetailView;
  readonly again: () => void;
}

/** A bed for whoever comes or is here, or another one, for those who keep the beds of the hospital. */
export function CaseBed({ referral, again }: CaseBedProps) {
  const words = useWords(caseBedWords);
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const { state, destination } = referral;
  const isPossible = toCome.includes(state) || inHouse.includes(state);
  if (!isPossible || !mayOf(me, "bed.hold", destination.id)) return null;
  return (
    <section className={classes.panel} aria-labelledby="bed" data-case-bed="">
      <h2 className={classes.heading} id="bed">
        {words.heading}
      </h2>
      <p>
        <BedLine referral={referral} />
      </p>
      {isOpen ? (
        <ArrangeForm
          referral={referral}
          leave={() => setIsOpen(false)}
          done={() => {
            setIsOpen(false);
            again();
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setIsOpen(true)}>{referral.bed === undefined ? words.arrange : words.change}</Button>
        </div>
      )}
    </section>
  );
}

interface ArrangeProps {
  readonly referral: ReferralDetailView;
  readonly leave: () => void;
  readonly done: () => void;
}

function ArrangeForm({ referral, leave, done }: ArrangeProps) {
  const words = useWords(caseBedWords);
  const known = useBedChoices(referral);
  const choices = (known ?? []).filter(({ value }) => value !== referral.bed?.bedId);
  const path = `/api/facilities/${encodeURIComponent(referral.destination.id)}/beds/hold`;
  const form = useForm({
    initial: { bedId: "" },
    check: ({ bedId }) => (bedId === "" ? { "/bedId": bedMissing } : {}),
    send: ({ bedId }) => ask(path, heldBed, { bedId, referralId: referral.id }),
    done: () => {
      sayRecorded(words.arranged);
      done();
    },
  });
  if (known === undefined) return <PanelSkeleton height={80} />;
  if (choices.length === 0) return <p role="status">{words.noneFree}</p>;
  const label = referral.bed === undefined ? words.arrange : words.change;
  return (
    <FormFrame form={form} label={label} submit={label} cancel={leave}>
      <SelectField form={form} name="bedId" label={words.bed} empty="—" choices={choices} />
    </FormFrame>
  );
}
