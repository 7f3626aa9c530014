import type { AwsRequest } from "./aws-request.ts";
import type { Demand } from "./demands.ts";

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What each service calls a refusal, and with which status. */
const refusals: Readonly<Record<string, readonly [status: number, name: string]>> = {
  dynamodb: [400, "AccessDeniedException"],
  kinesis: [400, "AccessDeniedException"],
  sqs: [403, "AccessDeniedException"],
  scheduler: [403, "AccessDeniedException"],
  iot: [403, "UnauthorizedException"],
  iotdata: [403, "ForbiddenException"],
  iotdevicegateway: [403, "ForbiddenException"],
  s3: [403, "AccessDenied"],
  sns: [403, "AuthorizationError"],
};

/** The refusal as the service words it, so that the SDK makes the error of it that it would make of AWS's. */
export function denial({ service }: AwsRequest, roleArn: string, { action, resource }: Demand): AwsAnswer {
  const [status, name] = refusals[service] ?? [403, "AccessDenied"];
  const message = `${roleArn} is not authorized to perform: ${action} on resource: ${resource}`;
  if (service === "s3") {
    const xml = `<?xml version="1.0"?><Error><Code>${name}</Code><Message>${message}</Message></Error>`;
    return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(xml) };
  }
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": name },
    body: Buffer.from(JSON.stringify({ __type: name, message })),
  };
}
