import { useEffect, useState } from "react";
import { pushKey, pushList } from "../../contracts/http/pushes.ts";
import { ask } from "../data/api.ts";
import { sayRecorded } from "../parts/announcements.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { dateOf } from "../words/time-words.ts";
import classes from "./push-section.module.css";
import { pushWords } from "./push-words.ts";
import { browserLabel, type PushState, present, pushState, subscribe, unsubscribe } from "./this-browser.ts";

type Device = { readonly id: string; readonly label?: string | undefined; readonly addedAt: string };

/** Whether this device is woken by calls, and which others of one's own are. */
export function PushSection() {
  const speech = useSpeech();
  const words = useWords(pushWords);
  const [state, setState] = useState<PushState>();
  const [devices, setDevices] = useState<readonly Device[]>();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  useEffect(() => {
    void pushState().then(setState);
    // Telling of the browser again changes nothing, and answers with all devices.
    void present().then(async (stands) => {
      if (stands === undefined) return;
      const answer = await ask("/api/me/pushes", pushList, labelled(stands));
      if (answer.kind === "answer") setDevices(answer.value.items);
    });
  }, []);

  async function tell(path: string, body: unknown): Promise<boolean> {
    const answer = await ask(path, pushList, body);
    if (answer.kind === "answer") setDevices(answer.value.items);
    else setRefusal(problemText(answer.problem, speech));
    return answer.kind === "answer";
  }

  async function turnOn(): Promise<void> {
    const key = await ask("/api/push-key", pushKey);
    if (key.kind === "problem") return setRefusal(problemText(key.problem, speech));
    const stands = await subscribe(key.value.publicKey);
    if (stands === undefined) return setRefusal(words.refused);
    if (await tell("/api/me/pushes", labelled(stands))) sayRecorded(words.saved);
  }

  async function turnOff(): Promise<void> {
    const endpoint = await unsubscribe();
    if (endpoint !== undefined) await tell("/api/me/pushes/remove", { endpoint });
  }

  async function during(work: () => Promise<unknown>): Promise<void> {
    setIsBusy(true);
    setRefusal(undefined);
    await work().catch(() => setRefusal(words.noService));
    setState(await pushState());
    setIsBusy(false);
  }

  return (
    <div className={classes.section}>
      <p>{words.lead}</p>
      {state !== undefined && (
        <p data-push={state}>
          <strong>{words.states[state]}</strong>
        </p>
      )}
      {(state === "off" || state === "on") && (
        <p>
          <Button
            look={state === "off" ? "primary" : "plain"}
            disabled={isBusy}
            onClick={() => void during(state === "off" ? turnOn : turnOff)}
          >
            {isBusy ? words.working : state === "off" ? words.turnOn : words.turnOff}
          </Button>
        </p>
      )}
      {refusal !== undefined && <p role="alert">{refusal}</p>}
      {devices !== undefined && devices.length > 0 && (
        <>
          <h3 className={classes.heading}>{words.devices}</h3>
          <ul>
            {devices.map(({ id, label, addedAt }) => (
              <li key={id} className={classes.device}>
                <span>
                  {label ?? words.unnamed} · {words.added(dateOf(Date.parse(addedAt), speech.language))}
                </span>
                <Button
                  look="quiet"
                  disabled={isBusy}
                  aria-label={`${words.remove} ${label ?? words.unnamed}`}
                  onClick={() => void during(() => tell("/api/me/pushes/remove", { id }))}
                >
                  {words.remove}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function labelled(stands: object): object {
  const label = browserLabel(navigator.userAgent);
  return { ...stands, ...(label === "" ? {} : { label }) };
}
