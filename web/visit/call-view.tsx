import { useEffect, useState, useSyncExternalStore } from "react";
import type { VisitView } from "../../contracts/http/visits.ts";
import { duringCall } from "../alarm/busy.ts";
import type { AskProblem } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { Notice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import type { Call, OtherPage } from "./call.ts";
import classes from "./call-view.module.css";
import { callWords } from "./call-words.ts";
import { DeviceChoice, DeviceNews } from "./device-choice.tsx";
import type { Media } from "./devices.ts";
import { kinds } from "./open-tracks.ts";
import { lacks } from "./own-media.ts";
import { Picture } from "./picture.tsx";
import type { KnownVisit } from "./use-visit.ts";

interface CallViewProps {
  readonly call: Call;
  readonly media: Media;
  readonly known: KnownVisit;
  readonly visit: VisitView;
  readonly leave: () => void;
}

/** The waiting room and the call: the others large, oneself small, and below what one does with it. */
export function CallView({ call, media, known, visit, leave }: CallViewProps) {
  const words = useWords(callWords);
  const speech = useSpeech();
  const { comma, colon } = speech.words;
  const state = useSyncExternalStore(call.subscribe, call.read);
  const [problem, setProblem] = useState<AskProblem>();
  // What it was refused for may be settled by now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: by every change of the visit
  useEffect(() => setProblem(undefined), [visit.state, visit.consent?.isEnough, visit.eligibility?.unsuitable.length]);
  const isInCall = visit.state === "in-call";
  const isRelative = visit.reason === undefined;
  // What has to be settled before the call is on the staff's page alone.
  const canBegin = visit.may.includes("begin") && !isRelative;
  useEffect(() => (isInCall ? duringCall() : undefined), [isInCall]);
  const isKeptOut = state.problem?.kind === "refused";
  const refused = problem ?? (isKeptOut ? state.problem : undefined);

  async function act(kind: "begin" | "end"): Promise<void> {
    const answer = await known.act("conduct", { kind });
    setProblem(answer.kind === "problem" ? answer.problem : undefined);
    if (answer.kind === "answer") call.tellChanged();
  }

  return (
    <section
      className={classes.room}
      aria-label={words.waitingRoom}
      data-call={visit.state}
      data-signal={state.isSignalling}
    >
      {!state.isSignalling && !isKeptOut && <Notice>{words.signalLost}</Notice>}
      {refused !== undefined && <Notice>{problemText(refused, speech)}</Notice>}
      <div className={classes.stage} data-count={state.others.length}>
        {isInCall
          ? state.others.map((other) => (
              <div key={other.peerId} data-peer={other.personId} data-peer-state={other.state}>
                <Picture
                  stream={other.stream}
                  label={words.withParty(other.name, words.parties[other.party])}
                  note={noteOf(other, words)}
                  speaker={media.chosen.speaker}
                  speakerFailed={media.speakerFailed}
                />
              </div>
            ))
          : waiting(
              isRelative ? words.waitPlease : canBegin ? beforeBegin(visit, words, comma) : words.waitingFor,
              state.others.length === 0
                ? words.alone
                : `${words.present}${colon}${state.others.map((other) => words.withParty(other.name, words.parties[other.party])).join(comma)}`,
            )}
        <div className={classes.own}>
          <Picture
            stream={media.stream}
            label={words.me}
            note={marksOf({ ...state, lacks: kinds.filter((kind) => lacks(media.stream, kind)) }, words)}
            isMine
            look="small"
          />
        </div>
      </div>
      <div className={classes.controls}>
        <Button aria-pressed={state.isMuted} onClick={() => call.mute(!state.isMuted)}>
          {state.isMuted ? words.unmute : words.mute}
        </Button>
        <Button aria-pressed={state.isDark} onClick={() => call.darken(!state.isDark)}>
          {state.isDark ? words.light : words.dark}
        </Button>
        {!isInCall && canBegin && (
          <Button look="primary" onClick={() => void act("begin")}>
            {visit.startedAt === undefined ? words.begin : words.beginAgain}
          </Button>
        )}
        {isInCall && visit.may.includes("end") && <Button onClick={() => void act("end")}>{words.end}</Button>}
        <Button look="quiet" onClick={leave}>
          {words.leave}
        </Button>
      </div>
      <DeviceNews media={media} />
      <details>
        <summary>
          {[words.camera, words.microphone, ...(media.lists.speakers.length > 0 ? [words.speaker] : [])].join(" · ")}
        </summary>
        <DeviceChoice media={media} />
      </details>
    </section>
  );
}

type Words = (typeof callWords)["zh"];

function waiting(sentence: string, present: string) {
  return (
    <div className={classes.waiting}>
      <p className={classes.sentence}>{sentence}</p>
      <p>{present}</p>
    </div>
  );
}

/** What whoever begins has to settle first, or that only the others are waited for. */
function beforeBegin({ kind, consent, eligibility }: VisitView, words: Words, comma: string): string {
  const isMedical = kind !== "family-call" && kind !== "guidance";
  const lacking = [
    ...(consent?.isEnough === true ? [] : [words.needs.consent]),
    ...(!isMedical || eligibility?.unsuitable.length === 0 ? [] : [words.needs.assessment]),
  ];
  return lacking.length === 0 ? words.canBegin : words.beginAfter(lacking.join(comma));
}

function noteOf(other: OtherPage, words: Words): string | undefined {
  if (other.state !== "connected" && other.trouble !== undefined) return words.noWay[other.trouble];
  if (other.state === "connecting") return words.connecting;
  if (other.state === "lost") return words.broken;
  return marksOf(other, words);
}

/** What the others get nothing of, and whether somebody switched it off or there is nothing to switch on. */
function marksOf({ isMuted, isDark, lacks: lacking }: Pick<OtherPage, "isMuted" | "isDark" | "lacks">, words: Words) {
  const [noSound, noPicture] = [lacking.includes("audio"), lacking.includes("video")];
  const marks = [
    noSound && noPicture ? words.lacks.both : noSound ? words.lacks.audio : noPicture ? words.lacks.video : undefined,
    isMuted && !noSound ? words.muted : undefined,
    isDark && !noPicture ? words.darkened : undefined,
  ].filter((mark) => mark !== undefined);
  return marks.length === 0 ? undefined : marks.join(" · ");
}
