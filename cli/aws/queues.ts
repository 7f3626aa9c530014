import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from "@aws-sdk/client-sqs";
import type { Cell } from "../../contracts/cell.ts";
import { attemptIn, queueClientOptions } from "./attempt.ts";

/** A queue of the cell with about how much is in it. */
export interface CellQueue {
  readonly name: string;
  readonly url: string;
  readonly waiting: number;
  readonly delayed: number;
  readonly isDeadLetters: boolean;
  readonly arn: string;
  /** Where its messages end that nobody takes: the ARN of another queue. */
  readonly deadLettersArn?: string;
}

const prefix = "anhu-";

/** All queues of the cell, in the order of their names. */
export async function queuesOf(cell: Cell): Promise<readonly CellQueue[]> {
  const client = new SQSClient(queueClientOptions(cell));
  const attempt = attemptIn(cell);
  const urls = await attempt("sqs:ListQueues", async () => {
    const found: string[] = [];
    for await (const page of paginateListQueues({ client }, { QueueNamePrefix: prefix, MaxResults: 1000 }))
      found.push(...(page.QueueUrls ?? []));
    return found;
  });
  return Promise.all(
    urls.toSorted().map(async (url) => {
      const { Attributes = {} } = await attempt("sqs:GetQueueAttributes", () =>
        client.send(
          new GetQueueAttributesCommand({
            QueueUrl: url,
            AttributeNames: [
              "ApproximateNumberOfMessages",
              "ApproximateNumberOfMessagesDelayed",
              "QueueArn",
              "RedrivePolicy",
            ],
          }),
        ),
      );
      const name = url.slice(url.lastIndexOf("/") + 1);
      return {
        name,
        url,
        waiting: Number(Attributes.ApproximateNumberOfMessages ?? 0),
        delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
        isDeadLetters: isDeadLetterQueue(name),
        arn: Attributes.QueueArn ?? "",
        ...deadLettersIn(Attributes.RedrivePolicy),
      };
    }),
  );
}

function deadLettersIn(redrivePolicy: string | undefined): Pick<CellQueue, "deadLettersArn"> {
  if (redrivePolicy === undefined || redrivePolicy === "") return {};
  const { deadLetterTargetArn } = JSON.parse(redrivePolicy) as { readonly deadLetterTargetArn?: string };
  return deadLetterTargetArn === undefined ? {} : { deadLettersArn: deadLetterTargetArn };
}

/** Dead letters of a function, or messages that a rule could not hand on. */
export function isDeadLetterQueue(name: string): boolean {
  return /-dead-letters$|error/.test(name);
}
