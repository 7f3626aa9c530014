import { randomUUID } from "node:crypto";
import { hour, minute, second } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";
import type { InvokeAnswer, Resource } from "../cloud.ts";
import type { Work } from "../work.ts";
import type { Functions } from "./functions.ts";

export interface AsyncInvokeOptions {
  readonly resources: readonly Resource[];
  readonly functions: Functions;
  readonly clock: Clock;
  readonly work: Work;
  /** Sends to a destination as the function's role. */
  readonly send: (roleArn: string, destinationArn: string, body: string) => Promise<void>;
}

interface InvokeConfig {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination: string } };
}

/** Lambda's own queue of asynchronous events: retries after one and two minutes, then the destination for failures. */
export function asyncInvoker({ resources, functions, clock, work, send }: AsyncInvokeOptions) {
  function configOf({ ref, attributes }: Resource): InvokeConfig {
    const config = resources.find(
      ({ type, properties }) =>
        type === "AWS::Lambda::EventInvokeConfig" && [ref, attributes.Arn].includes(properties.FunctionName as string),
    );
    return (config?.properties ?? {}) as InvokeConfig;
  }

  async function attempt(lambda: Resource, event: unknown, number: number, takenAt: number): Promise<void> {
    const { MaximumRetryAttempts: retries = 2, MaximumEventAgeInSeconds: maximumAge } = configOf(lambda);
    const answer = await functions.invoke(lambda.ref, event);
    if (answer.kind === "answered") return;
    const nextAt = clock.now() + number * minute;
    const expiresAt = takenAt + (maximumAge === undefined ? 6 * hour : maximumAge * second);
    if (number > retries) await giveUp(lambda, event, number, "RetriesExhausted", answer);
    else if (nextAt > expiresAt) await giveUp(lambda, event, number, "EventAgeExceeded", answer);
    else clock.setTimer(() => attempt(lambda, event, number + 1, takenAt), nextAt);
  }

  async function giveUp(
    lambda: Resource,
    event: unknown,
    invocations: number,
    condition: string,
    answer: Extract<InvokeAnswer, { kind: "failed" }>,
  ): Promise<void> {
    const { Role: roleArn, DeadLetterConfig } = lambda.properties as {
      Role: string;
      DeadLetterConfig?: { TargetArn: string };
    };
    const destination = configOf(lambda).DestinationConfig?.OnFailure?.Destination;
    const { errorType, errorMessage } = answer;
    if (destination !== undefined) {
      const context = { requestId: randomUUID(), functionArn: `${lambda.attributes.Arn}:$LATEST`, condition };
      const body = {
        version: "1.0",
        timestamp: new Date(clock.now()).toISOString(),
        requestContext: { ...context, approximateInvokeCount: invocations },
        requestPayload: event,
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: { errorType, errorMessage },
      };
      await send(roleArn, destination, JSON.stringify(body));
    } else if (DeadLetterConfig !== undefined) {
      await send(roleArn, DeadLetterConfig.TargetArn, JSON.stringify(event));
    } else {
      throw new Error(
        `${lambda.ref} failed ${invocations} times (${errorType}: ${errorMessage}) and has nowhere to leave the event`,
      );
    }
  }

  return async (functionNameOrArn: string, event: unknown): Promise<void> => {
    const size = Buffer.byteLength(JSON.stringify(event));
    if (size > largestEvent) throw new Error(`an event of ${size} bytes is too large for an asynchronous invocation`);
    work.begin(attempt(functions.find(functionNameOrArn), event, 1, clock.now()));
  };
}

const largestEvent = 256 * 1024;
