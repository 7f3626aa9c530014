import { useState } from "react";
import { Link } from "wouter";
import { deviceKindLabel } from "../../contracts/descriptions.ts";
import { type DeviceView, device, deviceList } from "../../contracts/http/devices.ts";
import { ask } from "../data/api.ts";
import { readAll } from "../data/board-store.ts";
import { useWholeList } from "../data/use-answer.ts";
import { useBoard, useOneFacility } from "../data/use-board.ts";
import { useMayHere } from "../data/use-may-here.ts";
import { FacilityChoice } from "../office/facility-choice.tsx";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Check } from "../parts/form/field.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { Moment } from "../parts/moment.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { AssignForm } from "./assign-form.tsx";
import { ExpectForm } from "./expect-form.tsx";
import classes from "./register.module.css";
import { useRegisterSections } from "./register-sections.ts";
import { registerWords } from "./register-words.ts";

/** The devices of a facility: to whom they belong, giving them to somebody else, revoking them, expecting new ones. */
export function DevicesPage() {
  const words = useWords(registerWords);
  const sections = useRegisterSections();
  const facilityId = useOneFacility();
  const mayAnnounce = useMayHere("device.announce");
  return (
    <OfficePage title={words.devices} lead={words.devicesLead} sections={sections} aside={<FacilityChoice />}>
      {facilityId === undefined ? (
        <PanelSkeleton height={320} />
      ) : (
        <Devices key={facilityId} facilityId={facilityId} mayAnnounce={mayAnnounce} />
      )}
    </OfficePage>
  );
}

function Devices({ facilityId, mayAnnounce }: { readonly facilityId: string; readonly mayAnnounce: boolean }) {
  const words = useWords(registerWords);
  const speech = useSpeech();
  const { words: general, say } = speech;
  const { county } = useBoard();
  const asked = useWholeList(`/api/devices?facilityId=${encodeURIComponent(facilityId)}`, deviceList);
  const mayManage = useMayHere("device.manage");
  const [assigning, setAssigning] = useState<string>();
  const [isWithRevoked, setIsWithRevoked] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  if (asked.value === undefined)
    return asked.problem === undefined ? (
      <PanelSkeleton height={320} />
    ) : (
      <ProblemNotice problem={asked.problem} again={asked.again} />
    );
  const nameOf = (one: DeviceView) => `${say(deviceKindLabel(one.kind))} ${one.id}`;
  const userOf = (one: DeviceView) =>
    one.residentId === undefined ? undefined : county?.residents.get(one.residentId);
  const urgency = (one: DeviceView) => (one.state === "revoked" ? 2 : one.isSilent ? 0 : 1);
  const rows = asked.value.items
    .filter(({ state }) => isWithRevoked || state !== "revoked")
    .toSorted((a, b) => urgency(a) - urgency(b) || a.id.localeCompare(b.id, "en", { numeric: true }));
  const done = (sentence: string) => {
    sayRecorded(sentence);
    setAssigning(undefined);
    setRefusal(undefined);
    asked.again();
    void readAll();
  };

  async function revoke(one: DeviceView): Promise<void> {
    const answer = await ask(`/api/devices/${encodeURIComponent(one.id)}/revoke`, device, {});
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else done(words.revoked(nameOf(one)));
  }

  return (
    <>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {refusal !== undefined && (
        <p className={classes.result} role="alert">
          {refusal}
        </p>
      )}
      <Check label={words.showRevoked} checked={isWithRevoked} change={setIsWithRevoked} />
      <DataTable<DeviceView>
        label={words.devices}
        rows={rows}
        keyOf={({ id }) => id}
        empty={general.noDevicesYet}
        columns={[
          {
            key: "device",
            head: words.kind,
            isName: true,
            cell: (one) => (
              <>
                {say(deviceKindLabel(one.kind))} <span className={classes.code}>{one.id}</span>
              </>
            ),
          },
          {
            key: "user",
            head: words.user,
            cell: (one) => {
              const user = userOf(one);
              if (one.residentId === undefined) return words.inStock;
              return (
                <Link className={classes.link} href={`/residents/${one.residentId}`}>
                  {user === undefined ? one.residentId : `${user.name} ${user.bed?.label ?? ""}`}
                </Link>
              );
            },
          },
          {
            key: "state",
            head: words.state,
            cell: (one) => (
              <>
                {one.state === "in-service"
                  ? one.isSilent
                    ? general.silent
                    : general[one.connection ?? "unknown"]
                  : general[one.state]}
                {one.batteryPercent !== undefined && ` · ${general.battery} ${Math.round(one.batteryPercent)}\u2009%`}
              </>
            ),
          },
          {
            key: "heard",
            head: general.lastHeard,
            cell: ({ lastHeardAt }) =>
              lastHeardAt === undefined ? general.neverHeard : <Moment at={Date.parse(lastHeardAt)} />,
          },
          {
            key: "do",
            head: words.manage,
            isBare: true,
            cell: (one) =>
              !mayManage || one.state === "revoked" ? null : assigning === one.id && county !== undefined ? (
                <AssignForm
                  device={one}
                  residents={[...county.residents.values()].filter((resident) => resident.facilityId === facilityId)}
                  cancel={() => setAssigning(undefined)}
                  done={(who) => done(words.assigned(nameOf(one), who))}
                />
              ) : (
                <div className={classes.row}>
                  <Button onClick={() => setAssigning(one.id)}>{words.assign}</Button>
                  <ConfirmedButton
                    label={words.revoke}
                    question={words.revokeQuestion(nameOf(one))}
                    act={() => void revoke(one)}
                  />
                </div>
              ),
          },
        ]}
      />
      {mayAnnounce && county !== undefined && (
        <Panel heading={words.expect}>
          <p className={classes.muted}>{words.expectLead}</p>
          <ExpectForm
            residents={[...county.residents.values()].filter((resident) => resident.facilityId === facilityId)}
            done={(id) => done(words.expected(id))}
          />
        </Panel>
      )}
    </>
  );
}
