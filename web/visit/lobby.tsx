import { useState } from "react";
import type { VisitView } from "../../contracts/http/visits.ts";
import { Button } from "../parts/button.tsx";
import { Select } from "../parts/form/field.tsx";
import { useWords } from "../words/language.tsx";
import { callWords } from "./call-words.ts";
import type { Media } from "./devices.ts";
import { Picture } from "./picture.tsx";
import classes from "./visit-page.module.css";

/** Before the waiting room: one's own picture and sound, and with which camera and microphone. */
export function Lobby({
  media,
  visit,
  enter,
}: {
  readonly media: Media;
  readonly visit: VisitView;
  readonly enter: () => void;
}) {
  const words = useWords(callWords);
  return (
    <section className={classes.panel} aria-label={words.enter}>
      <Picture stream={media.stream} label={words.preview} isMine />
      {media.trouble !== undefined && <p role="alert">{words.trouble[media.trouble]}</p>}
      <DeviceChoice media={media} />
      <p>{words.enterHint}</p>
      {visit.present.length > 0 && (
        <p>
          {words.present}：{visit.present.map(({ name, party }) => `${name}（${words.parties[party]}）`).join("、")}
        </p>
      )}
      <Button look="primary" onClick={enter}>
        {words.enter}
      </Button>
    </section>
  );
}

export function DeviceChoice({ media }: { readonly media: Media }) {
  const words = useWords(callWords);
  const [camera, setCamera] = useState("");
  const [microphone, setMicrophone] = useState("");
  const choices = (devices: readonly MediaDeviceInfo[], name: string) =>
    devices.map(({ deviceId, label }, index) => ({
      value: deviceId,
      label: label === "" ? `${name} ${index + 1}` : label,
    }));
  const pick = (nextCamera: string, nextMicrophone: string): void => {
    setCamera(nextCamera);
    setMicrophone(nextMicrophone);
    media.choose(nextCamera, nextMicrophone);
  };
  return (
    <div className={classes.devices}>
      <Select
        aria-label={words.camera}
        value={camera}
        empty={words.camera}
        choices={choices(media.choices.cameras, words.camera)}
        change={(next) => pick(next, microphone)}
      />
      <Select
        aria-label={words.microphone}
        value={microphone}
        empty={words.microphone}
        choices={choices(media.choices.microphones, words.microphone)}
        change={(next) => pick(camera, next)}
      />
    </div>
  );
}
