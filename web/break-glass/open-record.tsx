import { useState } from "react";
import { Link, useLocation } from "wouter";
import { openingOutcome } from "../../contracts/http/openings.ts";
import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import classes from "./break-glass.module.css";
import { openingWords } from "./opening-words.ts";
import { noReason, ReasonFields, reasonFaults, reasonOf, reasonPointers } from "./reason-fields.tsx";
import { useOwnOpenings } from "./use-own-openings.ts";
import { OpeningWarning } from "./warning.tsx";

/** The service knows them too: an emergency is over that goes home, is refused, or has ended. */
const overAsEmergency: readonly string[] = [
  "declined",
  "treated",
  "ready-for-down",
  "down-accepted",
  "returning",
  "follow-up-due",
  "away",
  "closed",
  "cancelled",
  "died",
  "elsewhere",
];

/** For the hospital that receives the person of an emergency: their record, which is not its own. */
export function OpenRecord({ referral }: { readonly referral: ReferralDetailView }) {
  const words = useWords(openingWords);
  const me = useMe();
  const { origin, destination, mode, state, residentId } = referral;
  const isOffered =
    me.kind === "known" &&
    mode === "green-channel" &&
    !overAsEmergency.includes(state) &&
    mayOf(me, "record.open", destination.id) &&
    !mayOf(me, "resident.read", origin.id);
  const { value, again } = useOwnOpenings(isOffered);
  const [isAsking, setIsAsking] = useState(false);
  if (!isOffered) return null;
  const opened = value?.items.find(({ resident, isOpen }) => resident.id === residentId && isOpen);
  if (opened !== undefined) {
    return (
      <p className={classes.toRecord}>
        <Link href={`/residents/${encodeURIComponent(residentId)}`}>{words.toRecord}</Link>
      </p>
    );
  }
  if (!isAsking) {
    return (
      <Button className={classes.open} data-open-record="" onClick={() => setIsAsking(true)}>
        {words.open}
      </Button>
    );
  }
  return <OpenForm referral={referral} leave={() => setIsAsking(false)} opened={again} />;
}

interface OpenFormProps {
  readonly referral: ReferralDetailView;
  readonly leave: () => void;
  readonly opened: () => void;
}

function OpenForm({ referral, leave, opened }: OpenFormProps) {
  const words = useWords(openingWords);
  const [, navigate] = useLocation();
  const { id, residentId, residentName, origin } = referral;
  const form = useForm({
    initial: noReason,
    pointers: reasonPointers,
    check: reasonFaults,
    send: (draft) => ask(`/api/referrals/${encodeURIComponent(id)}/openings`, openingOutcome, reasonOf(draft)),
    done: () => {
      sayRecorded(words.opened);
      opened();
      navigate(`/residents/${encodeURIComponent(residentId)}`);
    },
  });
  return (
    <section className={classes.panel} aria-label={words.open} data-open-form="">
      <OpeningWarning name={residentName} house={origin.name} />
      <FormFrame form={form} label={words.open} submit={words.openNow} cancel={leave}>
        <ReasonFields form={form} />
      </FormFrame>
    </section>
  );
}
