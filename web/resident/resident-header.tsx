import type { ReactNode } from "react";
import type { ResidentDetailView, ResidentView } from "../../contracts/http/residents.ts";
import { isAway, transferStageOf } from "../../contracts/transfer-stage.ts";
import { BedStateText } from "../parts/bed-state.tsx";
import { News2Chip } from "../parts/news2-chip.tsx";
import { PresenceChip } from "../parts/presence-chip.tsx";
import { useOpenCase } from "../referral/open-case.tsx";
import { useSpeech } from "../words/language.tsx";
import { DischargeLine } from "./discharge-line.tsx";
import classes from "./resident-header.module.css";

interface ResidentHeaderProps {
  readonly resident: ResidentView;
  /** What only the resident's own answer carries; absent until it has come. */
  readonly detail:
    | Pick<ResidentDetailView, "allergies" | "clinical" | "advanceWishes" | "familyDoctor" | "contacts">
    | undefined;
  /** Below another heading of the page: `h2`. */
  readonly heading?: "h1" | "h2";
}

/** The surname of a Chinese name, else the first letters of up to two words. */
export function initialsOf(name: string): string {
  if (/^\p{Script=Han}/u.test(name)) return name.slice(0, 1);
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("");
}

/** Who this is and what must be known before touching them: the same on every page about a resident. */
export function ResidentHeader({ resident, detail, heading: Heading = "h1" }: ResidentHeaderProps) {
  const { words } = useSpeech();
  const { disabilityLevel: level, discharge } = resident;
  const referral = useOpenCase(resident.id, resident.facilityId);
  const stage = referral && transferStageOf(referral.state);
  return (
    <header className={classes.header}>
      <span className={classes.initials} aria-hidden="true">
        {initialsOf(resident.name)}
      </span>
      <div className={classes.identity}>
        <Heading className={classes.name}>{resident.name}</Heading>
        <p className={classes.plain}>
          {words.sexes[resident.sex]} · {words.age(resident.age)}
          {discharge === undefined && ` · ${resident.bed?.label ?? words.noBed}`}
          {discharge === undefined && !isAway(stage) && <BedStateText resident={resident} />}
        </p>
        {discharge === undefined ? (
          <div className={classes.state}>
            {isAway(stage) ? (
              <strong data-away={stage}>{words.away[stage](referral?.destination.name ?? "")}</strong>
            ) : (
              <PresenceChip resident={resident} />
            )}
            <News2Chip score={resident.news2} />
          </div>
        ) : (
          <DischargeLine discharge={discharge} />
        )}
      </div>
      <dl className={classes.facts}>
        <Fact label={words.disability}>
          {words.disabilityLevels[level]}
          {resident.palliative && <strong> · {words.palliative}</strong>}
        </Fact>
        <Fact label={words.allergies}>
          {detail === undefined ? (
            "…"
          ) : detail.allergies.length === 0 ? (
            <NoAllergies none={detail.clinical?.noneKnown?.allergies} />
          ) : (
            <strong>{detail.allergies.join(words.comma)}</strong>
          )}
        </Fact>
        <Fact label={words.advanceWishes}>
          {detail === undefined ? "…" : (detail.advanceWishes ?? words.noAdvanceWishes)}
        </Fact>
        {detail?.familyDoctor !== undefined && <Fact label={words.familyDoctor}>{detail.familyDoctor}</Fact>}
        <Fact label={words.contacts}>
          {detail === undefined ? (
            "…"
          ) : detail.contacts.length === 0 ? (
            words.noContacts
          ) : (
            <ul>
              {detail.contacts.map(({ name, relation, phone }) => (
                <li key={`${name} ${phone}`}>
                  {relation} {name}{" "}
                  <a className={classes.phone} href={`tel:${phone}`}>
                    {phone}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** That there are none is somebody's word; without it nobody knows. */
function NoAllergies({ none }: { readonly none: { readonly by: string; readonly at: string } | undefined }) {
  const { words } = useSpeech();
  if (none === undefined) return <em>{words.allergiesUnknown}</em>;
  return (
    <>
      {words.noAllergies}（{none.by} {none.at.slice(0, 10)}）
    </>
  );
}
