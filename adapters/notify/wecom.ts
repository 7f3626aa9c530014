import { minute, second } from "../../domain/model/time.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { Poster } from "./guarded-post.ts";
import { plainText } from "./plain-text.ts";
import { outcomeOfRobot } from "./robot-answer.ts";

/** WeCom's global error codes: the system is busy; the robot sent more than 20 messages in a minute. */
const retry = new Map([
  [-1, 5 * second],
  [45009, minute],
  [45033, 5 * second],
]);

/** Posts into a WeCom 企业微信 group by its robot; what is high calls everybody in the group by name. */
export async function sendWecom(url: string, message: OutgoingMessage, poster: Poster): Promise<SendOutcome> {
  const text = { content: plainText(message), ...(message.priority === "high" && { mentioned_list: ["@all"] }) };
  const body = JSON.stringify({ msgtype: "text", text });
  const answer = await poster.post({ url, headers: { "content-type": "application/json" }, body, by: "operator" });
  return outcomeOfRobot(answer, { name: "wecom", retry });
}
