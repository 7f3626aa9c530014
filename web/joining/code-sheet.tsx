import { encode } from "uqr";
import type { InvitedView } from "../../contracts/http/kin.ts";
import { dataClassWords } from "../../contracts/joining/joining-words.ts";
import { shortNotice } from "../../contracts/joining/notice.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";

interface CodeSheetProps {
  readonly invited: InvitedView;
  readonly code: string;
  readonly residentName: string;
  readonly close: () => void;
}

/** The paper for the relative, in large print: code, QR and the short notice. Printed, it is all that the page shows. */
export function CodeSheet({ invited: { invitation }, code, residentName, close }: CodeSheetProps) {
  const words = useWords(kinWords);
  const { say } = useSpeech();
  const address = `${location.origin}/family/`;
  return (
    <section className={classes.sheet} aria-label={words.codeTitle(invitation.name)} data-sheet>
      <h2>{words.codeTitle(invitation.name)}</h2>
      <p>
        {residentName} · {invitation.relation} · {words.ends(invitation.endsAt.slice(0, 10))}
      </p>
      <p className={classes.code} data-code>
        {code.replaceAll(/(....)(?=.)/g, "$1-")}
      </p>
      <Qr text={`${address}#join=${code}`} label={words.qr} />
      <p>{words.scan}</p>
      <p className={classes.address}>{address}</p>
      {invitation.intended.length > 0 && (
        <p>
          {words.intended}：{invitation.intended.map((one) => say(dataClassWords[one].label)).join("、")}
        </p>
      )}
      <ul className={classes.told}>
        {shortNotice.map((sentence) => (
          <li key={sentence.en}>{say(sentence)}</li>
        ))}
      </ul>
      <div className={classes.screen}>
        <strong>{words.codeOnce}</strong>
        <Button look="primary" onClick={() => window.print()}>
          {words.print}
        </Button>
        <Button look="quiet" onClick={close}>
          {words.closeCode}
        </Button>
      </div>
    </section>
  );
}

/** Dark on white in every theme: cameras read nothing else for sure. */
function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      className={classes.qr}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path fill="#000" d={path} />
    </svg>
  );
}
