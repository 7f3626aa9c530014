import { createHmac } from "node:crypto";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { Poster } from "./guarded-post.ts";
import { plainText } from "./plain-text.ts";
import { outcomeOfRobot } from "./robot-answer.ts";

/** The system is busy; the robot sent more than 20 messages in a minute, and is held back for some. */
const retry = new Map([
  [-1, 5 * second],
  [130101, minute],
  [410100, minute],
  [660026, minute],
]);

/** Posts into a DingTalk 钉钉 group by its robot, signed where it has a secret (加签); what is high calls everybody. */
export async function sendDingtalk(
  robot: { readonly url: string; readonly secret?: string },
  message: OutgoingMessage,
  { poster, now }: { readonly poster: Poster; now(): EpochMs },
): Promise<SendOutcome> {
  const body = JSON.stringify({
    msgtype: "text",
    text: { content: plainText(message) },
    at: { isAtAll: message.priority === "high" },
  });
  const url = robot.secret === undefined ? robot.url : signedUrl(robot.url, robot.secret, now());
  const answer = await poster.post({ url, headers: { "content-type": "application/json" }, body, by: "operator" });
  return outcomeOfRobot(answer, { name: "dingtalk", retry });
}

/** 加签: HMAC-SHA256 of `<timestamp>\n<secret>` by the secret; holds for an hour. */
function signedUrl(url: string, secret: string, now: EpochMs): string {
  if (!URL.canParse(url)) return url;
  const signed = new URL(url);
  signed.searchParams.set("timestamp", String(now));
  signed.searchParams.set("sign", createHmac("sha256", secret).update(`${now}\n${secret}`).digest("base64"));
  return signed.href;
}
