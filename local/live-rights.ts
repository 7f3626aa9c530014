import type { IoTCustomAuthorizerResult } from "aws-lambda";
import { liveTopicPrefix, signalTopicPrefix } from "../contracts/topics.ts";

/** What a page that was let in may listen to and say, and for how long. */
export interface LiveRights {
  maySubscribe(filter: string): boolean;
  mayHear(topic: string): boolean;
  /** Only pages of a video visit speak, each on its own topic. */
  maySpeak(topic: string): boolean;
  readonly isSpeaker?: boolean;
  /** Whose page it is. */
  readonly holder?: string;
  /** Undefined: as long as it stands. */
  readonly seconds?: number;
}

/** The operators' command may hear every live change; what pages of a visit say to each other is theirs alone. */
export const allRights: LiveRights = {
  maySubscribe: (filter) => filter.startsWith(liveTopicPrefix),
  mayHear: (topic) => topic.startsWith(liveTopicPrefix),
  maySpeak: () => false,
};

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
  const spoken = patterns("iot:Publish", "topic/");
  return {
    maySubscribe: (filter) => filters.some((pattern) => fits(pattern, filter)),
    mayHear: (topic) => topics.some((pattern) => fits(pattern, topic)),
    maySpeak: (topic) => spoken.includes(topic),
    isSpeaker: spoken.length > 0,
    ...(answer.principalId !== undefined && { holder: answer.principalId }),
    seconds: answer.disconnectAfterInSeconds,
  };
}

/** AWS IoT's question about a page that connects: the token is the MQTT password. */
export function authorizerEvent(page: {
  readonly clientId: string;
  readonly userName: string;
  readonly token: string;
}): object {
  const { clientId, userName, token } = page;
  const mqtt = { clientId, username: userName, password: Buffer.from(token).toString("base64") };
  return { signatureVerified: false, protocols: ["http", "mqtt"], protocolData: { mqtt } };
}

/** The only wildcards that the function writes stand at the end: of the live topics, and of those of one visit. */
function fits(pattern: string, name: string): boolean {
  if (pattern === name) return true;
  const start = pattern.endsWith("*") ? pattern.slice(0, -1) : "";
  return (start === liveTopicPrefix || isOfOneVisit(start)) && name.startsWith(start);
}

function isOfOneVisit(start: string): boolean {
  return start.startsWith(signalTopicPrefix) && /^[A-Za-z0-9_-]{1,64}\/$/.test(start.slice(signalTopicPrefix.length));
}
