import type { VisitView } from "../../contracts/http/visits.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { callWords } from "./call-words.ts";
import { DeviceChoice, DeviceNews } from "./device-choice.tsx";
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
  const { words: general } = useSpeech();
  return (
    <section className={classes.panel} aria-label={words.enter}>
      <Picture stream={media.stream} label={words.preview} isMine />
      <DeviceNews media={media} />
      <DeviceChoice media={media} />
      <p>{words.enterHint}</p>
      {visit.present.length > 0 && (
        <p>
          {words.present}
          {general.colon}
          {visit.present.map(({ name, party }) => words.withParty(name, words.parties[party])).join(general.comma)}
        </p>
      )}
      <Button look="primary" onClick={enter}>
        {words.enter}
      </Button>
    </section>
  );
}
