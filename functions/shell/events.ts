import type { APIGatewayProxyEventV2, KinesisStreamEvent, SQSEvent } from "aws-lambda";
import type { DeviceTopicKind } from "../../contracts/topics.ts";
import type { EpochMs } from "../../domain/model/time.ts";

/** One message as the broker took it: who the certificate says it is, on which topic, when, and the bytes. */
export interface DeviceMessage {
  /** Unique per delivery; names the message in a partial batch failure. */
  readonly messageId: string;
  readonly deviceId: string;
  readonly topicKind: DeviceTopicKind;
  readonly receivedAt: EpochMs;
  readonly payload: Uint8Array;
}

/**
 * What the IoT rule hands on: the rule's SQL is generated from these fields. The payload travels as base64, so that
 * broken JSON reaches our own parser and is counted.
 */
export interface Envelope {
  readonly deviceId: string;
  readonly topicKind: DeviceTopicKind;
  readonly receivedAt: EpochMs;
  readonly messageId: string;
  readonly data: string;
}

/** Field → IoT SQL (2016-03-23) expression, in the order of {@link Envelope}. */
export const envelopeSql = {
  deviceId: "topic(3)",
  topicKind: "topic(4)",
  receivedAt: "timestamp()",
  messageId: "traceid()",
  data: "encode(*, 'base64')",
} as const satisfies Record<keyof Envelope, string>;

/** A message as the IoT rule hands it to a function. */
export function toEnvelope(message: DeviceMessage): Envelope {
  return {
    deviceId: message.deviceId,
    topicKind: message.topicKind,
    receivedAt: message.receivedAt,
    messageId: message.messageId,
    data: Buffer.from(message.payload).toString("base64"),
  };
}

/** A telemetry batch as the stream hands it to a function, partitioned by device. */
export function telemetryEvent(messages: readonly DeviceMessage[]): KinesisStreamEvent {
  return {
    Records: messages.map((message) => ({
      awsRegion: "local",
      eventID: message.messageId,
      eventName: "aws:kinesis:record",
      eventSource: "aws:kinesis",
      eventSourceARN: "telemetry",
      eventVersion: "1.0",
      invokeIdentityArn: "local",
      kinesis: {
        approximateArrivalTimestamp: message.receivedAt / 1000,
        data: Buffer.from(JSON.stringify(toEnvelope(message))).toString("base64"),
        kinesisSchemaVersion: "1.0",
        partitionKey: message.deviceId,
        sequenceNumber: message.messageId,
      },
    })),
  };
}

/** What a timer leaves in its queue. */
export interface DueTimer {
  readonly name: string;
  readonly dueAt: EpochMs;
}

/** Due timers as the queue hands them to a function. */
export function queueEvent(
  queue: string,
  messages: readonly { readonly messageId: string; readonly timer: DueTimer; readonly receiveCount: number }[],
): SQSEvent {
  return sqsEvent(
    queue,
    messages.map(({ timer, ...message }) => ({ ...message, body: timer, sentAt: timer.dueAt })),
  );
}

/** Messages of a queue, each of which carries JSON, as the queue hands them to a function. */
export function sqsEvent(
  queue: string,
  messages: readonly {
    readonly messageId: string;
    readonly body: unknown;
    readonly sentAt: EpochMs;
    readonly receiveCount: number;
  }[],
): SQSEvent {
  return {
    Records: messages.map(({ messageId, body, sentAt, receiveCount }) => ({
      messageId,
      receiptHandle: messageId,
      body: JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: String(sentAt),
        SenderId: "local",
        ApproximateFirstReceiveTimestamp: String(sentAt),
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: queue,
      awsRegion: "local",
    })),
  };
}

export interface HttpRequest {
  readonly method: string;
  /** As the manifest has it, e.g. `/api/residents/{id}`. */
  readonly route: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly requestId: string;
  readonly at: EpochMs;
  /** Who asks, as an authorizer writes it; absent when nobody signed in. */
  readonly authorizer?: HttpAuthorizer;
  /** Of the connection by which it came. @default this machine's own */
  readonly sourceIp?: string;
}

/** The claims of a verified access token, or that it is the operators' command which asks. */
export type HttpAuthorizer =
  | { readonly jwt: { readonly claims: { readonly sub: string } } }
  | { readonly lambda: { readonly operatorsCommand: true } };

/** A request as API Gateway's HTTP API (payload format 2.0) hands it to a function. */
export function httpEvent(request: HttpRequest): APIGatewayProxyEventV2 {
  const routeKey = `${request.method} ${request.route}`;
  return {
    version: "2.0",
    routeKey,
    rawPath: request.path,
    rawQueryString: new URLSearchParams(request.query).toString(),
    headers: { ...request.headers },
    queryStringParameters: { ...request.query },
    pathParameters: { ...request.pathParameters },
    ...(request.body === undefined ? {} : { body: request.body }),
    isBase64Encoded: false,
    requestContext: {
      accountId: "local",
      apiId: "local",
      domainName: request.headers.host ?? "localhost",
      domainPrefix: "local",
      http: {
        method: request.method,
        path: request.path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp ?? "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: request.requestId,
      routeKey,
      stage: "$default",
      time: new Date(request.at).toISOString(),
      timeEpoch: request.at,
      ...(request.authorizer === undefined ? {} : { authorizer: request.authorizer }),
    },
  };
}
