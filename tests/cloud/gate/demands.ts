import type { Place } from "../assembly/deployment.ts";
import { type AwsRequest, jsonOf } from "./aws-request.ts";
import { dynamoDemands } from "./dynamo-demands.ts";
import { iotControlDemands, iotDataDemands } from "./iot-demands.ts";

/** One thing that a request needs to be allowed to do. */
export interface Demand {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

export type Demands = (request: AwsRequest, place: Place) => readonly Demand[];

/** What the request of a service needs in IAM's words; throws for a service or operation that is not known. */
export function demandsOf(request: AwsRequest, place: Place): readonly Demand[] {
  const read = services[request.service];
  if (read === undefined) throw new Error(`no service signs as ${request.service} here`);
  return read(request, place);
}

const services: Readonly<Record<string, Demands>> = {
  dynamodb: dynamoDemands,
  sqs: sqsDemands,
  kinesis: kinesisDemands,
  scheduler: schedulerDemands,
  s3: s3Demands,
  iot: iotControlDemands,
  iotdata: iotDataDemands,
  iotdevicegateway: iotDataDemands,
  sns: snsDemands,
  "cognito-idp": cognitoDemands,
  monitoring: monitoringDemands,
  sts: () => [],
};

/** A batch operation needs the right to the single one. The account stands in the queue's URL. */
function sqsDemands(request: AwsRequest, { partition, region }: Place): readonly Demand[] {
  const { QueueUrl: url = "" } = jsonOf<{ QueueUrl?: string }>(request);
  const [, account = "", name = "*"] = /^https?:\/\/[^/]+\/([^/]*)\/([^/]+)$/.exec(url) ?? [];
  const action = `sqs:${request.operation.replace(/Batch$/, "")}`;
  return [{ action, resource: `arn:${partition}:sqs:${region}:${account}:${name}` }];
}

function kinesisDemands(request: AwsRequest, { partition, region, account }: Place): readonly Demand[] {
  const { StreamName: name, StreamARN: arn } = jsonOf<{ StreamName?: string; StreamARN?: string }>(request);
  const resource = arn ?? (name === undefined ? "*" : `arn:${partition}:kinesis:${region}:${account}:stream/${name}`);
  return [{ action: `kinesis:${request.operation}`, resource }];
}

const scheduleOperations: Readonly<Record<string, string>> = {
  POST: "CreateSchedule",
  PUT: "UpdateSchedule",
  DELETE: "DeleteSchedule",
  GET: "GetSchedule",
};

/** Whoever hands a role to the Scheduler must be allowed to pass it on. */
function schedulerDemands(request: AwsRequest, { partition, region, account }: Place): readonly Demand[] {
  const name = /^\/schedules\/([^/]+)$/.exec(request.url.pathname)?.[1];
  const operation = scheduleOperations[request.method];
  if (name === undefined || operation === undefined)
    throw new Error(`scheduler: ${request.method} ${request.url.pathname}`);
  const body = jsonOf<{ GroupName?: string; Target?: { RoleArn: string } }>(request);
  const group = body.GroupName ?? request.url.searchParams.get("groupName") ?? "default";
  const resource = `arn:${partition}:scheduler:${region}:${account}:schedule/${group}/${decodeURIComponent(name)}`;
  const demand = { action: `scheduler:${operation}`, resource };
  if (body.Target === undefined) return [demand];
  const context = { "iam:PassedToService": "scheduler.amazonaws.com" };
  return [demand, { action: "iam:PassRole", resource: body.Target.RoleArn, context }];
}

/** Text messages alone: what they go to is no resource with an ARN, IAM sees the number. */
function snsDemands({ body }: AwsRequest): readonly Demand[] {
  const sent = new URLSearchParams(body.toString("utf8"));
  const [action, phone] = [sent.get("Action"), sent.get("PhoneNumber")];
  if (action !== "Publish" || phone === null) throw new Error(`sns: ${action ?? "an operation that is no form"}`);
  return [{ action: "sns:Publish", resource: phone }];
}

function cognitoDemands(request: AwsRequest, { partition, region, account }: Place): readonly Demand[] {
  const { UserPoolId: id = "*" } = jsonOf<{ UserPoolId?: string }>(request);
  const resource = `arn:${partition}:cognito-idp:${region}:${account}:userpool/${id}`;
  return [{ action: `cognito-idp:${request.operation}`, resource }];
}

/** Nothing that CloudWatch lets anybody read is a resource to it. */
function monitoringDemands({ operation }: AwsRequest): readonly Demand[] {
  return [{ action: `cloudwatch:${operation}`, resource: "*" }];
}

/** Buckets by path: an endpoint that is an IP address leaves no other way. */
function s3Demands({ method, url }: AwsRequest, { partition }: Place): readonly Demand[] {
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  if (key === "") {
    if (method !== "GET") throw new Error(`s3: ${method} on a bucket`);
    return [{ action: "s3:ListBucket", resource: arn, context: { "s3:prefix": url.searchParams.get("prefix") ?? "" } }];
  }
  const actions: Readonly<Record<string, string>> = {
    PUT: "PutObject",
    GET: "GetObject",
    HEAD: "GetObject",
    DELETE: "DeleteObject",
  };
  const action = actions[method];
  if (action === undefined) throw new Error(`s3: ${method} on an object`);
  return [{ action: `s3:${action}`, resource: `${arn}/${key}` }];
}
