import type { IoTCustomAuthorizerResult } from "aws-lambda";
import {
  familyTopic,
  liveTopic,
  liveTopicPrefix,
  signalFilter,
  signalTopic,
  signalTopicPrefix,
} from "../../contracts/topics.ts";
import type { Reach } from "../../domain/access/decide.ts";
import { second } from "../../domain/model/time.ts";
import { principalOf } from "../people/principal.ts";

/** AWS IoT's bounds for how long a connection may last on one authorization, in seconds. */
const shortest = 300;
const longest = 86_400;

/** As many facilities as stay within the 2,048 characters of one document, whatever their names and the region's. */
const facilitiesPerDocument = 6;
/** AWS IoT takes ten documents; the first says who connects. */
export const mostDocuments = 10;

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

/** How long a connection may last whose token has so much left; undefined where it would outlive the token. */
export function secondsOf(remainingMs: number): number | undefined {
  const seconds = Math.min(Math.floor(remainingMs / second), longest);
  return seconds >= shortest ? seconds : undefined;
}

/**
 * Lets one connection listen to the live changes of exactly the facilities where the person may, until their token ends,
 * and do nothing else. Who may everywhere listens to all, by a wildcard or by name. What does not fit into the broker's ten
 * documents (54 facilities, see {@link mostFacilities} of contracts/http/people.ts) is left out.
 */
export function liveGrantOf(connection: {
  readonly subject: string;
  readonly clientId: string;
  readonly resources: string;
  readonly seconds: number;
  readonly reach: Reach;
}): IoTCustomAuthorizerResult {
  const { reach } = connection;
  const groups =
    reach.kind === "everywhere" ? [] : inGroups([...reach.facilityIds].toSorted()).map((ids) => ids.map(liveTopic));
  return listenerGrant(connection, reach.kind === "everywhere" ? `${liveTopicPrefix}*` : undefined, groups);
}

/** Lets one connection of a relative hear that something changed of exactly these residents, and do nothing else. */
export function familyGrantOf(connection: {
  readonly subject: string;
  readonly clientId: string;
  readonly resources: string;
  readonly seconds: number;
  readonly residentIds: readonly string[];
}): IoTCustomAuthorizerResult {
  const groups = inGroups(connection.residentIds.toSorted()).map((ids) => ids.map(familyTopic));
  return listenerGrant(connection, undefined, groups);
}

/** All that fits `everything` in the first document, or each group of topics in one of its own. */
function listenerGrant(
  {
    subject,
    clientId,
    resources,
    seconds,
  }: { readonly subject: string; readonly clientId: string; readonly resources: string; readonly seconds: number },
  everything: string | undefined,
  groups: readonly (readonly string[])[],
): IoTCustomAuthorizerResult {
  const allow = (Action: string, ...topics: readonly string[]) => ({
    Effect: "Allow" as const,
    Action,
    Resource: topics.map((topic) => `${resources}${topic}`),
  });
  const listening = (names: readonly string[]) => [
    allow("iot:Subscribe", ...names.map((name) => `topicfilter/${name}`)),
    allow("iot:Receive", ...names.map((name) => `topic/${name}`)),
  ];
  const connect = allow("iot:Connect", `client/${clientId}`);
  const statements = [
    [connect, ...(everything === undefined ? [] : listening([everything]))],
    ...groups.map((names) => listening(names)),
  ];
  return {
    isAuthenticated: true,
    principalId: principalOf(subject),
    disconnectAfterInSeconds: seconds,
    refreshAfterInSeconds: seconds,
    policyDocuments: statements
      .slice(0, mostDocuments)
      .map((Statement) => ({ Version: "2012-10-17" as const, Statement })),
  };
}

/**
 * Lets one page of a visit hear the others of that visit and speak to them under its own name, until the token ends, and do
 * nothing else.
 */
export function signalGrantOf(connection: {
  readonly subject: string;
  readonly clientId: string;
  readonly resources: string;
  readonly seconds: number;
  readonly visitId: string;
}): IoTCustomAuthorizerResult {
  const { subject, clientId, resources, seconds, visitId } = connection;
  const allow = (Action: string, topic: string) => ({
    Effect: "Allow" as const,
    Action,
    Resource: [`${resources}${topic}`],
  });
  return {
    isAuthenticated: true,
    principalId: principalOf(subject),
    disconnectAfterInSeconds: seconds,
    refreshAfterInSeconds: seconds,
    policyDocuments: [
      {
        Version: "2012-10-17",
        Statement: [
          allow("iot:Connect", `client/${clientId}`),
          allow("iot:Subscribe", `topicfilter/${signalFilter(visitId)}`),
          allow("iot:Receive", `topic/${signalTopicPrefix}${visitId}/*`),
          allow("iot:Publish", `topic/${signalTopic(visitId, clientId)}`),
        ],
      },
    ],
  };
}

function inGroups(ids: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (let at = 0; at < ids.length; at += facilitiesPerDocument) groups.push(ids.slice(at, at + facilitiesPerDocument));
  return groups;
}
