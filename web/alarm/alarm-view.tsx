import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { AlertActions } from "../board/alert-actions.tsx";
import { useFacilities } from "../data/use-board.ts";
import { useAlertSubject } from "../inbox/alert-subject.ts";
import { CaseFacts } from "../inbox/case-facts.tsx";
import { Called, EscalationLine } from "../inbox/escalation-line.tsx";
import lights from "../parts/alarm-light.module.css";
import { Button } from "../parts/button.tsx";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { Elapsed } from "../parts/moment.tsx";
import { soundStore } from "../shell/sound-state.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import type { AlarmQueue } from "./alarm-queue.ts";
import classes from "./alarm-view.module.css";
import { alarmWords } from "./alarm-words.ts";

interface AlarmViewProps {
  readonly queue: AlarmQueue;
  readonly putAside: (alert: AlertView) => void;
  /** Brings back what was put aside. */
  readonly bringBack: () => void;
}

/** A tap that was meant for what stood there before does nothing. */
const noTapsForMs = 800;

/** A high alert fills the screen until somebody answers or the person puts it aside; then a bar stays that says so. */
export function AlarmView({ queue, putAside, bringBack }: AlarmViewProps) {
  const words = useWords(alarmWords);
  const { shown, aside } = queue;
  const [first] = aside;
  return (
    <>
      {shown === undefined && aside.length > 0 && (
        <aside className={`${classes.bar} ${lights.high}`} aria-label={words.highAlert}>
          <p>
            <PriorityGlyph level="high" /> {words.asideSome(aside.length)}
            {first !== undefined && <WhatAndWho alert={first} />}
          </p>
          <Button onClick={bringBack}>{words.show}</Button>
        </aside>
      )}
      {shown !== undefined && (
        <FullScreen key={shown.id} alert={shown} waiting={queue.waiting.length} putAside={() => putAside(shown)} />
      )}
    </>
  );
}

function WhatAndWho({ alert }: { readonly alert: AlertView }) {
  const { say } = useSpeech();
  return ` · ${say(alert.title)} ${useAlertSubject(alert).name}`;
}

interface FullScreenProps {
  readonly alert: AlertView;
  readonly waiting: number;
  readonly putAside: () => void;
}

/**
 * A dialogue of the browser's own, so that keys and readers stay inside. The focus is on its heading, never on a button:
 * whoever was typing answers nothing by accident.
 */
function FullScreen({ alert, waiting, putAside }: FullScreenProps) {
  const { say } = useSpeech();
  const own = useWords(alarmWords);
  const facilities = useFacilities() ?? [];
  const isLocked = useSyncExternalStore(soundStore.subscribe, soundStore.isLocked);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [takesTaps, setTakesTaps] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
    heading.current?.focus();
    const timer = setTimeout(() => setTakesTaps(true), noTapsForMs);
    return () => clearTimeout(timer);
  }, []);
  const facility = facilities.length > 1 ? facilities.find(({ id }) => id === alert.facilityId)?.name : undefined;
  const { name, place } = useAlertSubject(alert);
  const [, navigate] = useLocation();
  const { referralId } = alert;
  return (
    <dialog
      ref={dialog}
      className={`${classes.screen} ${lights.high}`}
      aria-labelledby="alarm-what"
      data-alarm={alert.id}
      onCancel={(event) => {
        event.preventDefault();
        putAside();
      }}
    >
      <div className={classes.top} inert={!takesTaps}>
        <p className={classes.level}>
          <PriorityGlyph level="high" /> {own.highAlert}
          {waiting > 0 && <strong className={classes.more}>{own.more(waiting)}</strong>}
        </p>
        <Button look="quiet" title={own.soundGoesOn} onClick={putAside}>
          {own.putAside}
        </Button>
      </div>
      <div className={classes.middle}>
        <h2 className={classes.what} id="alarm-what" tabIndex={-1} ref={heading}>
          {say(alert.title)}
        </h2>
        <p className={classes.name}>{name}</p>
        <p className={classes.bed}>
          {[place, facility].filter((part) => part !== undefined && part !== "").join(" · ")}
        </p>
        <p className={classes.since}>
          <Elapsed since={Date.parse(alert.raisedAt)} />
        </p>
        <CaseFacts alert={alert} />
        <p>
          {say(alert.reason)}
          <Called alert={alert} />
        </p>
        <EscalationLine alert={alert} />
        {referralId !== undefined && (
          <Button
            inert={!takesTaps}
            onClick={() => {
              putAside();
              navigate(`/referrals/${encodeURIComponent(referralId)}`);
            }}
          >
            {own.openReferral}
          </Button>
        )}
        {isLocked && <p className={classes.locked}>{own.soundLocked}</p>}
      </div>
      <div className={classes.bottom} inert={!takesTaps}>
        <AlertActions alert={alert} residentName={name} size="huge" />
      </div>
    </dialog>
  );
}

/** The id of the alert whose own page is open. */
export function useOpenAlertId(): string | undefined {
  const [location] = useLocation();
  return /^\/alerts\/([^/]+)$/.exec(location)?.[1];
}

/** What the person put aside and what they called up, for as long as the page is open. */
export function usePutAside() {
  const [putAside, setPutAside] = useState<ReadonlySet<string>>(new Set());
  const [calledUp, setCalledUp] = useState<ReadonlySet<string>>(new Set());
  return {
    putAside,
    calledUp,
    add: (key: string) => setPutAside((before) => new Set([...before, key])),
    bringBack: (keys: readonly string[]) => {
      setPutAside(new Set());
      setCalledUp((before) => new Set([...before, ...keys]));
    },
  };
}
