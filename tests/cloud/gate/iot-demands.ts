import type { Place } from "../assembly/deployment.ts";
import { type AwsRequest, jsonOf } from "./aws-request.ts";
import type { Demand } from "./demands.ts";

/** From the path's parts, and where the path does not say it the request: what is acted on, as in an ARN or as one. */
type Resources = (part: string, request: AwsRequest) => readonly string[];

const thing: Resources = (name) => [`thing/${name}`];
const group: Resources = (name) => [`thinggroup/${name}`];
const certificate: Resources = (id) => [`cert/${id}`];
const principal: Resources = (_part, { headers, url }) => [
  headers["x-amzn-principal"] ?? url.searchParams.get("principal") ?? "*",
];
const target: Resources = (_policy, request) => [jsonOf<{ target?: string }>(request).target ?? "*"];
const thingAndGroup: Resources = (_part, request) => {
  const { thingName, thingGroupName } = jsonOf<{ thingName?: string; thingGroupName?: string }>(request);
  return [`thing/${thingName}`, `thinggroup/${thingGroupName}`];
};
const thingAndGroups: Resources = (_part, request) => {
  const {
    thingName,
    thingGroupsToAdd = [],
    thingGroupsToRemove = [],
  } = jsonOf<{
    thingName?: string;
    thingGroupsToAdd?: readonly string[];
    thingGroupsToRemove?: readonly string[];
  }>(request);
  return [`thing/${thingName}`, ...[...thingGroupsToAdd, ...thingGroupsToRemove].map((name) => `thinggroup/${name}`)];
};
const none: Resources = () => ["*"];

/** Method and path of IoT's control plane → the action and its resource types, as the service authorization reference has them. */
const control: readonly (readonly [method: string, path: RegExp, action: string, resources: Resources])[] = [
  ["POST", /^\/things\/([^/]+)$/, "CreateThing", thing],
  ["GET", /^\/things\/([^/]+)$/, "DescribeThing", thing],
  ["PATCH", /^\/things\/([^/]+)$/, "UpdateThing", thing],
  ["DELETE", /^\/things\/([^/]+)$/, "DeleteThing", thing],
  ["GET", /^\/things\/([^/]+)\/principals$/, "ListThingPrincipals", thing],
  ["GET", /^\/things\/([^/]+)\/principals-v2$/, "ListThingPrincipalsV2", thing],
  ["PUT", /^\/things\/[^/]+\/principals$/, "AttachThingPrincipal", principal],
  ["DELETE", /^\/things\/[^/]+\/principals$/, "DetachThingPrincipal", principal],
  ["GET", /^\/things\/([^/]+)\/thing-groups$/, "ListThingGroupsForThing", thing],
  ["GET", /^\/principals\/things$/, "ListPrincipalThings", principal],
  ["GET", /^\/principals\/things-v2$/, "ListPrincipalThingsV2", principal],
  ["POST", /^\/thing-groups\/([^/]+)$/, "CreateThingGroup", group],
  ["GET", /^\/thing-groups\/([^/]+)$/, "DescribeThingGroup", group],
  ["PUT", /^\/thing-groups\/addThingToThingGroup$/, "AddThingToThingGroup", thingAndGroup],
  ["PUT", /^\/thing-groups\/removeThingFromThingGroup$/, "RemoveThingFromThingGroup", thingAndGroup],
  ["PUT", /^\/thing-groups\/updateThingGroupsForThing$/, "UpdateThingGroupsForThing", thingAndGroups],
  ["POST", /^\/certificates$/, "CreateCertificateFromCsr", none],
  ["PUT", /^\/certificates\/([^/]+)$/, "UpdateCertificate", certificate],
  ["GET", /^\/certificates\/([^/]+)$/, "DescribeCertificate", certificate],
  ["DELETE", /^\/certificates\/([^/]+)$/, "DeleteCertificate", certificate],
  ["GET", /^\/endpoint$/, "DescribeEndpoint", none],
  ["PUT", /^\/target-policies\/[^/]+$/, "AttachPolicy", target],
  ["POST", /^\/target-policies\/[^/]+$/, "DetachPolicy", target],
  ["POST", /^\/attached-policies\/.+$/, "ListAttachedPolicies", none],
];

export function iotControlDemands(request: AwsRequest, place: Place): readonly Demand[] {
  const { method, url } = request;
  for (const [known, path, action, resources] of control) {
    const match = method === known ? path.exec(url.pathname) : null;
    if (match === null) continue;
    const named = resources(decodeURIComponent(match[1] ?? ""), request);
    return named.map((resource) => ({ action: `iot:${action}`, resource: arnOf(place, resource) }));
  }
  throw new Error(`iot: ${method} ${url.pathname} is not known here`);
}

export function iotDataDemands({ method, url }: AwsRequest, place: Place): readonly Demand[] {
  const topic = topicOf(url);
  if (method === "POST" && topic !== undefined)
    return [{ action: "iot:Publish", resource: arnOf(place, `topic/${topic}`) }];
  const client = /^\/connections\/([^/]+)$/.exec(url.pathname)?.[1];
  if (method === "DELETE" && client !== undefined)
    return [{ action: "iot:DeleteConnection", resource: arnOf(place, `client/${decodeURIComponent(client)}`) }];
  throw new Error(`iot data: ${method} ${url.pathname} is not known here`);
}

/** The topic of a publication; undefined for other requests. */
export function topicOf(url: URL): string | undefined {
  const topic = /^\/topics\/(.+)$/.exec(url.pathname)?.[1];
  return topic === undefined ? undefined : decodeURIComponent(topic);
}

function arnOf({ partition, region, account }: Place, resource: string): string {
  return resource === "*" || resource.startsWith("arn:")
    ? resource
    : `arn:${partition}:iot:${region}:${account}:${resource}`;
}
