import type { SendOutcome } from "../../domain/ports.ts";
import { outcomeOfStatus, type PostAnswer } from "./guarded-post.ts";

/** What an answer of a group robot says: WeCom and DingTalk answer 200 with an `errcode` inside, 0 when it was taken. */
export function outcomeOfRobot(
  answer: PostAnswer,
  robot: {
    readonly name: "wecom" | "dingtalk";
    /** Codes after which sending again helps, with how long to wait. */
    readonly retry: ReadonlyMap<number, number>;
  },
): SendOutcome {
  const byStatus = outcomeOfStatus(answer);
  if (answer.kind === "none" || byStatus.kind !== "accepted") return byStatus;
  const code = errorCodeIn(answer.text);
  if (code === undefined) return { kind: "retry", detail: "unreadable-answer" };
  if (code === 0) return { kind: "accepted" };
  const detail = `${robot.name}-${code}`;
  const afterMs = robot.retry.get(code);
  return afterMs === undefined ? { kind: "refused", detail } : { kind: "retry", detail, afterMs };
}

function errorCodeIn(text: string): number | undefined {
  try {
    const { errcode } = JSON.parse(text) as { readonly errcode?: unknown };
    return Number.isSafeInteger(errcode) ? (errcode as number) : undefined;
  } catch {
    return undefined;
  }
}
