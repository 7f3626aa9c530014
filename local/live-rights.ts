import type { IoTCustomAuthorizerResult } from "aws-lambda";
import { liveTopicPrefix } from "../contracts/topics.ts";

/** What a page that was let in may listen to, and for how long. */
export interface LiveRights {
  maySubscribe(filter: string): boolean;
  mayHear(topic: string): boolean;
  /** Undefined: as long as it stands. */
  readonly seconds?: number;
}

/** The operators' command may hear everything. */
export const allRights: LiveRights = { maySubscribe: () => true, mayHear: () => true };

/** Reads an authorizer's answer as AWS IoT does; undefined when it lets nobody in. */
export function liveRightsOf(given: unknown): LiveRights | undefined {
  const answer = given as IoTCustomAuthorizerResult;
  if (answer.isAuthenticated !== true) return undefined;
  const allowed = answer.policyDocuments.flatMap((policy) =>
    policy.Statement.flatMap((statement) => {
      if (statement.Effect !== "Allow" || !("Action" in statement) || !("Resource" in statement)) return [];
      return [statement.Resource].flat().map((resource) => ({ action: statement.Action, resource }));
    }),
  );
  const patterns = (action: string, kind: string): readonly string[] =>
    allowed.flatMap((right) => {
      const name = String(right.resource).split(":").slice(5).join(":");
      return right.action === action && name.startsWith(kind) ? [name.slice(kind.length)] : [];
    });
  const filters = patterns("iot:Subscribe", "topicfilter/");
  const topics = patterns("iot:Receive", "topic/");
  return {
    maySubscribe: (filter) => filters.some((pattern) => fits(pattern, filter)),
    mayHear: (topic) => topics.some((pattern) => fits(pattern, topic)),
    seconds: answer.disconnectAfterInSeconds,
  };
}

/** AWS IoT's question about a page that connects: the token is the MQTT password. */
export function authorizerEvent({ clientId, token }: { readonly clientId: string; readonly token: string }): object {
  const mqtt = { clientId, username: "browser", password: Buffer.from(token).toString("base64") };
  return { signatureVerified: false, protocols: ["http", "mqtt"], protocolData: { mqtt } };
}

/** The only wildcard that the function writes stands at the end of the live topics. */
function fits(pattern: string, name: string): boolean {
  return pattern === `${liveTopicPrefix}*` ? name.startsWith(liveTopicPrefix) : pattern === name;
}
