import type { DeadLetter, Resource } from "./cloud.ts";
import type { Emulators } from "./emulators.ts";

/** Everything that lies in a queue from which no function reads: what was given up, and what rules could not deliver. */
export function deadLettersIn(queues: Emulators["queues"], resources: readonly Resource[]): readonly DeadLetter[] {
  const sources = new Set(
    resources
      .filter(({ type }) => type === "AWS::Lambda::EventSourceMapping")
      .map(({ properties }) => properties.EventSourceArn),
  );
  return resources
    .filter(({ type, attributes }) => type === "AWS::SQS::Queue" && !sources.has(attributes.Arn))
    .flatMap(({ attributes: { QueueName: queue = "" } }) =>
      (queues.inspectQueue(queue)?.messages.ready ?? []).map(({ body }) => ({ queue, body })),
    );
}
