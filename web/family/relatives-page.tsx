import { useEffect, useState } from "react";
import { alertList } from "../../contracts/http/alerts.ts";
import type { MeView } from "../../contracts/http/me.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import { isAway } from "../../contracts/transfer-stage.ts";
import { clock } from "../data/clock.ts";
import { useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { Invitations } from "./invitations.tsx";
import classes from "./relatives.module.css";
import { relativesWords } from "./relatives-words.ts";

const readEveryMs = 30_000;

/** What relatives may see of their own residents: whether an alert is open and somebody on it, and whether anybody listens. */
export function RelativesPage() {
  const words = useWords(relativesWords);
  const me = useMe();
  if (me.kind !== "known") return <PanelSkeleton height={320} />;
  return (
    <div className={classes.page}>
      <OfficePage title={words.title} lead={words.lead}>
        <Invitations relatives={me.me.residents} />
        {me.me.residents.map((relative) => (
          <Relative key={relative.id} relative={relative} />
        ))}
        <Panel heading={words.invitation}>
          <p>{words.invitationLead}</p>
          <p>{words.urgent}</p>
        </Panel>
      </OfficePage>
    </div>
  );
}

function Relative({ relative }: { readonly relative: MeView["residents"][number] }) {
  const words = useWords(relativesWords);
  const { say, words: general } = useSpeech();
  const at = encodeURIComponent(relative.id);
  const alerts = useAnswer(`alerts of ${at}`, () => `/api/alerts?state=open&residentId=${at}`, alertList);
  const resident = useAnswer(`resident ${at}`, () => `/api/residents/${at}`, residentDetail);
  const round = useOnClock((now) => Math.floor(now / readEveryMs));
  const [readAt, setReadAt] = useState<number>();
  const again = () => {
    alerts.again();
    resident.again();
  };
  const [firstRound] = useState(round);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again as time goes by
  useEffect(() => {
    if (round !== firstRound) again();
  }, [round]);
  useEffect(() => {
    if (alerts.value !== undefined) setReadAt(clock.now());
  }, [alerts.value]);
  const problem = alerts.problem ?? resident.problem;
  const aboutThem = (alerts.value?.items ?? []).filter(({ technical }) => !technical);
  const { value } = resident;
  return (
    <Panel
      heading={
        <>
          {relative.name} <span className={classes.relation}>{words.relation(relative.relation)}</span>
        </>
      }
    >
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {alerts.value === undefined && problem === undefined && <p aria-busy="true">{general.loading}</p>}
      {value?.transfer !== undefined && (
        <p className={classes.sentence} data-transfer={value.transfer.stage}>
          {words.transfer[value.transfer.stage](
            value.transfer.hospital ?? "",
            value.transfer.since === undefined ? "" : clockTime(Date.parse(value.transfer.since)),
          )}
        </p>
      )}
      {alerts.value !== undefined && value !== undefined && value.transfer === undefined && aboutThem.length === 0 && (
        <p className={classes.sentence}>{words.calm}</p>
      )}
      <ul className={classes.alerts}>
        {aboutThem.map((alert) => (
          <li key={alert.id} data-alert={alert.id}>
            <p className={classes.sentence}>
              {words.alertSince(say(alert.title), clockTime(Date.parse(alert.raisedAt)))}
            </p>
            <p>
              {words.handling[alert.handling]}
              {alert.condition === "cleared" && alert.handling !== "resolved" && ` ${words.over}`}
            </p>
          </li>
        ))}
      </ul>
      {value !== undefined && !isAway(value.transfer?.stage) && (
        <p>{value.discharge === undefined ? words.monitoring[value.monitoring.state] : words.gone}</p>
      )}
      <div className={classes.foot}>
        {readAt !== undefined && <span>{words.asOf(clockTime(readAt))}</span>}
        <Button onClick={again}>{words.refresh}</Button>
      </div>
    </Panel>
  );
}
