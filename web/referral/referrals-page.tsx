import { useState } from "react";
import { Link } from "wouter";
import { referralList } from "../../contracts/http/referrals.ts";
import { lateFirst } from "../../contracts/referral-order.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useFacilityId } from "../data/use-board.ts";
import { OfficePage } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useWords } from "../words/language.tsx";
import classes from "./referral-row.module.css";
import { ReferralRow } from "./referral-row.tsx";
import { useReferralSections } from "./referral-sections.ts";
import { referralWords } from "./referral-words.ts";
import { useFresh } from "./use-fresh.ts";

/** Every case in which a house of whoever is here has a part. */
export function ReferralsPage() {
  const words = useWords(referralWords);
  const sections = useReferralSections();
  const me = useMe();
  const [state, setState] = useState<"open" | "closed">("open");
  const facilityId = useFacilityId();
  const query = new URLSearchParams({ state, ...(facilityId !== undefined && { facilityId }) });
  const asked = useFresh(`/api/referrals?${query}`, referralList);
  const minute = useOnClock((now) => Math.floor(now / 60_000) * 60_000);
  const items = asked.value?.items;
  return (
    <OfficePage
      title={words.referrals}
      lead={words.listLead}
      sections={sections}
      aside={mayOf(me, "referral.request") && <Link href="/referrals/new">{words.request}</Link>}
    >
      <div className={classes.bar}>
        {(["open", "closed"] as const).map((each) => (
          <Button key={each} aria-pressed={state === each} onClick={() => setState(each)}>
            {each === "open" ? words.openOnes : words.closedOnes}
          </Button>
        ))}
      </div>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {items === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {items?.length === 0 && <p className={classes.none}>{state === "open" ? words.noneOpen : words.noneClosed}</p>}
      {items !== undefined && items.length > 0 && (
        <ul className={classes.list}>
          {(state === "open" ? lateFirst(items, minute) : items).map((referral) => (
            <ReferralRow key={referral.id} referral={referral} />
          ))}
        </ul>
      )}
    </OfficePage>
  );
}
