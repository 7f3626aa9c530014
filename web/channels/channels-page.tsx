import { useState } from "react";
import { type ChannelView, channelChanged, channelList } from "../../contracts/http/channels.ts";
import { ask } from "../data/api.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useBoard } from "../data/use-board.ts";
import { useLabels } from "../office/labels.ts";
import { OfficePage, Panel } from "../office/office-page.tsx";
import { officeWords } from "../office/office-words.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { ConfirmedButton } from "../parts/form/form.tsx";
import { Moment } from "../parts/moment.tsx";
import { ProblemNotice, problemText } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { ChannelForm } from "./channel-form.tsx";
import { useChannelSections } from "./channel-sections.ts";
import { ChannelTest } from "./channel-test.tsx";
import { channelWords } from "./channel-words.ts";
import classes from "./channels.module.css";

/** The gateways and robots by which alerts reach people: how they do, their settings, a test of each. */
export function ChannelsPage() {
  const words = useWords(channelWords);
  const sections = useChannelSections();
  const asked = useAnswer("/api/channels", () => "/api/channels", channelList);
  const [isAdding, setIsAdding] = useState(false);
  const [newSecret, setNewSecret] = useState<string>();
  const changed = (sentence: string, secret?: string) => {
    sayRecorded(sentence);
    setIsAdding(false);
    setNewSecret(secret);
    asked.again();
  };
  return (
    <OfficePage title={words.channels} lead={words.channelsLead} sections={sections}>
      {asked.problem !== undefined && <ProblemNotice problem={asked.problem} again={asked.again} />}
      {asked.value === undefined && asked.problem === undefined && <PanelSkeleton height={320} />}
      {newSecret !== undefined && (
        <Panel heading={words.newSecret}>
          <p className={classes.secret}>{newSecret}</p>
          <div>
            <Button onClick={() => setNewSecret(undefined)}>{words.copied}</Button>
          </div>
        </Panel>
      )}
      {asked.value !== undefined && !isAdding && (
        <div>
          <Button look="primary" onClick={() => setIsAdding(true)}>
            {words.add}
          </Button>
        </div>
      )}
      {isAdding && (
        <Panel heading={words.add}>
          <ChannelForm
            cancel={() => setIsAdding(false)}
            done={({ channel, newSecret: secret }) => changed(words.saved(channel?.name ?? ""), secret)}
          />
        </Panel>
      )}
      {asked.value?.items.length === 0 && !isAdding && <p>{words.none}</p>}
      <ul className={classes.list}>
        {asked.value?.items
          .toSorted((a, b) => Number(b.health.state === "failing") - Number(a.health.state === "failing"))
          .map((channel) => (
            <li key={channel.id}>
              <ChannelPanel channel={channel} tried={asked.again} changed={changed} />
            </li>
          ))}
      </ul>
    </OfficePage>
  );
}

interface ChannelPanelProps {
  readonly channel: ChannelView;
  readonly tried: () => void;
  readonly changed: (sentence: string, secret?: string) => void;
}

function ChannelPanel({ channel, tried, changed }: ChannelPanelProps) {
  const words = useWords(channelWords);
  const office = useWords(officeWords);
  const labels = useLabels();
  const speech = useSpeech();
  const { county } = useBoard();
  const [isEditing, setIsEditing] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const { health } = channel;
  const scope =
    channel.facilityId === undefined
      ? words.everywhere
      : (county?.facilities.find(({ id }) => id === channel.facilityId)?.name ?? channel.facilityId);

  async function remove(): Promise<void> {
    const body = { do: "remove", id: channel.id, version: channel.version };
    const answer = await ask("/api/channels", channelChanged, body);
    if (answer.kind === "problem") setRefusal(problemText(answer.problem, speech));
    else changed(words.removed(channel.name));
  }

  return (
    <Panel
      heading={
        <>
          {channel.name} <span className={classes.kind}>{labels.channels[channel.kind]}</span>
        </>
      }
    >
      <dl className={classes.facts}>
        <div>
          <dt>{words.state}</dt>
          <dd className={health.state === "failing" ? classes.failing : undefined}>
            {channel.isOn ? words.states[health.state] : words.off}
            {health.failuresInARow > 1 && ` · ${words.inARow(health.failuresInARow)}`}
          </dd>
        </div>
        <div>
          <dt>{words.scope}</dt>
          <dd>{scope}</dd>
        </div>
        {health.lastAcceptedAt !== undefined && (
          <div>
            <dt>{words.lastAccepted}</dt>
            <dd>
              <Moment at={Date.parse(health.lastAcceptedAt)} />
            </dd>
          </div>
        )}
        {health.lastFailedAt !== undefined && (
          <div>
            <dt>{words.lastFailed}</dt>
            <dd>
              <Moment at={Date.parse(health.lastFailedAt)} />
              {health.lastError !== undefined && ` · ${speech.say(health.lastError)}`}
            </dd>
          </div>
        )}
      </dl>
      {refusal !== undefined && (
        <p className={classes.failing} role="alert">
          {refusal}
        </p>
      )}
      {isEditing ? (
        <ChannelForm
          key={channel.version}
          channel={channel}
          cancel={() => setIsEditing(false)}
          done={({ newSecret }) => {
            setIsEditing(false);
            changed(words.saved(channel.name), newSecret);
          }}
        />
      ) : (
        <>
          <ChannelTest channel={channel} tried={tried} />
          <div className={classes.row}>
            <Button onClick={() => setIsEditing(true)}>{office.edit}</Button>
            <ConfirmedButton
              label={words.remove}
              question={words.removeQuestion(channel.name)}
              act={() => void remove()}
            />
          </div>
        </>
      )}
    </Panel>
  );
}
