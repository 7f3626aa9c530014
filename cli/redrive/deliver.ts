import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Cell } from "../../contracts/cell.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { telemetryEvent, toEnvelope } from "../../functions/shell/events.ts";
import { attemptIn, clientOptions, queueClientOptions } from "../aws/attempt.ts";
import type { CellQueue } from "../aws/queues.ts";
import { lambdaNameOf } from "../cells/lambda-service.ts";
import type { Letter } from "./letter.ts";
import { rereadBatch } from "./stream-records.ts";

/** How taking a letter in again went. Only one that was delivered leaves its queue. */
export type Delivery =
  | { readonly kind: "delivered" }
  /** The stream keeps its records no longer. */
  | { readonly kind: "lost" }
  | { readonly kind: "failed"; readonly why: string };

export type Deliver = (letter: Letter, from: CellQueue) => Promise<Delivery>;

/** Brings letters back to where they were to go: functions are called and their answer is awaited, queues get them again. */
export function deliveryIn(cell: Cell, queues: readonly CellQueue[]): Deliver {
  const attempt = attemptIn(cell);
  const lambda = new LambdaClient(clientOptions(cell));
  const sqs = new SQSClient(queueClientOptions(cell));

  async function invoke(functionName: FunctionName, event: unknown): Promise<Delivery> {
    const Payload = Buffer.from(JSON.stringify(event));
    const { FunctionError, Payload: answered } = await attempt("lambda:InvokeFunction", () =>
      lambda.send(new InvokeCommand({ FunctionName: lambdaNameOf(functionName), Payload })),
    );
    const answer = JSON.parse(Buffer.from(answered ?? []).toString("utf8") || "null") as {
      readonly batchItemFailures?: readonly unknown[];
      readonly errorMessage?: string;
    } | null;
    if (FunctionError !== undefined) return { kind: "failed", why: answer?.errorMessage ?? FunctionError };
    const failures = answer?.batchItemFailures?.length ?? 0;
    return failures === 0 ? { kind: "delivered" } : { kind: "failed", why: `${failures} records were not taken` };
  }

  async function send(queue: CellQueue | undefined, body: string): Promise<Delivery> {
    if (queue === undefined) return { kind: "failed", why: "no queue leads here" };
    const { url } = queue;
    await attempt("sqs:SendMessage", () => sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body })));
    return { kind: "delivered" };
  }

  return async (letter, from) => {
    switch (letter.kind) {
      case "stream": {
        const { events, isPartlyLost, isCutShort } = await rereadBatch(cell, letter);
        for (const event of events) {
          const delivery = await invoke(letter.functionName, event);
          if (delivery.kind !== "delivered") return delivery;
        }
        if (isCutShort) return { kind: "failed", why: "the stream did not give the last records of the batch" };
        return isPartlyLost ? { kind: "lost" } : { kind: "delivered" };
      }
      case "invocation":
        return invoke(letter.functionName, letter.event);
      case "device-message":
        return letter.message.topicKind === "telemetry"
          ? invoke(letter.functionName, telemetryEvent([letter.message]))
          : invoke(letter.functionName, toEnvelope(letter.message));
      case "presence":
        return send(
          queues.find(({ name }) => name === "anhu-presence"),
          letter.body,
        );
      case "queued":
        return send(
          queues.find(({ deadLettersArn }) => deadLettersArn === from.arn),
          letter.body,
        );
      case "unknown":
        return { kind: "failed", why: letter.why };
    }
  };
}
