import type { OutgoingMessage } from "../../domain/ports.ts";

/** Title, text and link as one piece of text, for channels that have no parts. */
export function plainText({ title, body, link }: OutgoingMessage): string {
  return [title, body, ...(link === undefined ? [] : [link])].join("\n");
}

/** What is read out: no signs, no address. */
export function spokenText({ title, body, language }: OutgoingMessage): string {
  const [stop, pause] = language === "zh" ? ["。", "，"] : [". ", ", "];
  return `${title}${stop}${body}`
    .replaceAll(/[▲◆●■]\s*/gu, "")
    .replaceAll(/\s*·\s*/gu, pause)
    .trim();
}
