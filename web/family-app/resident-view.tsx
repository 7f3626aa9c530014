import { whenIs } from "../words/time-words.ts";
import type { Resident } from "./answers.ts";
import { Emergency } from "./emergency.tsx";
import { useFamilyWords } from "./family-words.ts";
import { Light } from "./light.tsx";
import { mounts } from "./mounts.ts";
import { isEmergency } from "./news.ts";
import { NightBar } from "./night-bar.tsx";
import { ActionLink, Actions, Card, Quiet } from "./parts.tsx";
import { useServiceTime, useStandings } from "./use-standing.ts";

/** All about one resident on one screen: the light first, what one can do last, where the thumb is. */
export function ResidentView({ resident }: { readonly resident: Resident }) {
  const { words, language, say } = useFamilyWords();
  const standing = useStandings()(resident);
  const now = useServiceTime();
  const { staffVisit, night, nextVisit, facility } = resident;
  const isUrgent = isEmergency(standing);
  // What such a light says is to telephone.
  const asksToCall = standing.kind === "no-news" || (standing.kind === "current" && standing.state !== "well");
  const canWrite = mounts.some(({ path }) => path === "/messages");
  return (
    <>
      <Light resident={resident} standing={standing} />
      {isUrgent ? (
        <Emergency resident={resident} />
      ) : (
        <>
          {staffVisit !== undefined && (
            <Card heading={words.lastVisit}>
              <p>
                {whenIs(staffVisit.at, now, language)} · {say(staffVisit.sentence)}
              </p>
            </Card>
          )}
          {night !== undefined && (
            <Card heading={words.night}>
              <NightBar night={night} />
            </Card>
          )}
          {nextVisit !== undefined && (
            <Card heading={words.nextCall}>
              <p>{say(nextVisit.sentence)}</p>
              <ActionLink href="#/calls">{words.look}</ActionLink>
            </Card>
          )}
        </>
      )}
      <Actions>
        {!isUrgent && facility.phone !== undefined && (
          <ActionLink weight="first" href={`tel:${facility.phone.replaceAll(/[ -]/g, "")}`}>
            {words.call}
          </ActionLink>
        )}
        {!isUrgent && facility.phone === undefined && asksToCall && (
          <Quiet>
            {facility.name} · {words.noPhone}
          </Quiet>
        )}
        {canWrite && <ActionLink href="#/messages">{words.write}</ActionLink>}
      </Actions>
    </>
  );
}
