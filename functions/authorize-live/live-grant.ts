import { createHash } from "node:crypto";
import type { IoTCustomAuthorizerResult } from "aws-lambda";
import { liveTopicPrefix } from "../../contracts/topics.ts";
import { second } from "../../domain/model/time.ts";

/** AWS IoT's bounds for how long a connection may last on one authorization, in seconds. */
const shortest = 300;
const longest = 86_400;

/** Undefined refuses. */
export type LiveGrant = IoTCustomAuthorizerResult | undefined;

/** How the broker is told that nobody is let in. */
export const refusal: IoTCustomAuthorizerResult = {
  isAuthenticated: false,
  principalId: "refused",
  disconnectAfterInSeconds: shortest,
  refreshAfterInSeconds: shortest,
  policyDocuments: [],
};

/**
 * Lets one connection listen to live changes until its token ends, and do nothing else. Undefined for a token with
 * less left than the shortest time that the broker knows: the connection would outlive it.
 */
export function liveGrantOf(connection: {
  readonly subject: string;
  readonly clientId: string;
  readonly resources: string;
  readonly remainingMs: number;
}): LiveGrant {
  const { subject, clientId, resources, remainingMs } = connection;
  const seconds = Math.min(Math.floor(remainingMs / second), longest);
  if (!(seconds >= shortest)) return undefined;
  const allow = (Action: string, resource: string) => ({
    Effect: "Allow" as const,
    Action,
    Resource: `${resources}${resource}`,
  });
  return {
    isAuthenticated: true,
    // It stands in the broker's logs and may hold letters and digits only.
    principalId: createHash("sha256").update(subject).digest("hex"),
    disconnectAfterInSeconds: seconds,
    refreshAfterInSeconds: seconds,
    policyDocuments: [
      {
        Version: "2012-10-17",
        Statement: [
          allow("iot:Connect", `client/${clientId}`),
          allow("iot:Subscribe", `topicfilter/${liveTopicPrefix}*`),
          allow("iot:Receive", `topic/${liveTopicPrefix}*`),
        ],
      },
    ],
  };
}
