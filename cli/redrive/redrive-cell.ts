import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Cell } from "../../contracts/cell.ts";
import { functionNames } from "../../functions/manifest.ts";
import { attemptIn, queueClientOptions } from "../aws/attempt.ts";
import { type CellQueue, queuesOf } from "../aws/queues.ts";
import { CommandFailedError } from "../failure.ts";
import { type Deliver, type Delivery, deliveryIn } from "./deliver.ts";
import { functionOfQueue, letterIn } from "./letter.ts";
import type { RedriveReport } from "./report.ts";

interface CellRedriveOptions {
  readonly dryRun: boolean;
  readonly discardLost: boolean;
  /** Only dead letters of this function. */
  readonly functionName?: string;
  onLetter(): void;
  onStart(letters: number): void;
}

/** Long enough to read a batch of the stream again and have it judged. */
const heldForSeconds = 300;

/**
 * Takes the dead letters of a cell in again, queue by queue, each once. A letter leaves its queue only when it was taken; the
 * functions do nothing twice, so a run that was cut short is simply run again.
 */
export async function redriveCell(cell: Cell, options: CellRedriveOptions): Promise<readonly RedriveReport[]> {
  const all = await queuesOf(cell);
  if (!all.some(({ isDeadLetters }) => isDeadLetters)) throw notDeployed(cell);
  const { functionName } = options;
  if (functionName !== undefined && !functionNames.some((known) => known === functionName))
    throw noSuchFunction(functionName);
  const queues = all.filter(
    ({ name, isDeadLetters, waiting }) =>
      isDeadLetters &&
      waiting > 0 &&
      (options.functionName === undefined || functionOfQueue(name) === options.functionName),
  );
  options.onStart(queues.reduce((sum, { waiting }) => sum + waiting, 0));
  const deliver = deliveryIn(cell, all);
  const reports: RedriveReport[] = [];
  for (const queue of queues) {
    const report = await redriveQueue(cell, queue, deliver, options);
    if (report.found > 0) reports.push(report);
  }
  return reports;
}

/** No queue at all is no good news: there is nothing that could have kept a dead letter. */
function notDeployed({ name, region }: Cell): CommandFailedError {
  return new CommandFailedError({
    zh: `${name} 没有部署在 ${region}：那里没有死信队列。请运行 npx cdk deploy --all，或用 anhu doctor 查看缺什么`,
    en: `${name} is not deployed in ${region}: there are no queues for dead letters. Run npx cdk deploy --all, or see what is missing with anhu doctor`,
  });
}

function noSuchFunction(functionName: string): CommandFailedError {
  const messages = {
    zh: `没有函数 ${functionName}；全部函数见 docs/functions.md`,
    en: `there is no function ${functionName}; docs/functions.md lists all of them`,
  };
  return new CommandFailedError(messages, { kind: "usage" });
}

async function redriveQueue(
  cell: Cell,
  queue: CellQueue,
  deliver: Deliver,
  options: CellRedriveOptions,
): Promise<RedriveReport> {
  const { name, url } = queue;
  const client = new SQSClient(queueClientOptions(cell));
  const attempt = attemptIn(cell);
  const report = {
    from: name,
    found: 0,
    delivered: 0,
    lost: 0,
    failed: [] as { id: string; why: string }[],
    kinds: {} as Record<string, number>,
  };
  /** By id, each as it was received last: only that receipt holds. */
  const left = new Map<string, Message>();
  const taken = new Set<string>();

  async function receive(): Promise<readonly Message[]> {
    const { Messages = [] } = await attempt("sqs:ReceiveMessage", () =>
      client.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: heldForSeconds,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
      ),
    );
    return Messages;
  }

  async function remove(id: string, { ReceiptHandle }: Message): Promise<void> {
    await attempt("sqs:DeleteMessage", () => client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle })));
    taken.add(id);
    left.delete(id);
  }

  async function settle(id: string, message: Message): Promise<void> {
    const { Body: body = "", Attributes } = message;
    const letter = letterIn(name, { messageId: id, body, sentAt: Number(Attributes?.SentTimestamp ?? 0) });
    report.found += 1;
    report.kinds[letter.kind] = (report.kinds[letter.kind] ?? 0) + 1;
    if (options.dryRun) return;
    const delivery = await deliver(letter, queue).catch(failedDelivery);
    if (delivery.kind === "delivered") report.delivered += 1;
    if (delivery.kind === "lost") report.lost += 1;
    if (delivery.kind === "failed") report.failed.push({ id, why: delivery.why.slice(0, 200) });
    if (delivery.kind === "delivered" || (delivery.kind === "lost" && options.discardLost)) await remove(id, message);
  }

  /** What comes a second time since the last one that was new shows that the queue has nothing else. */
  let again = new Set<string>();
  let isThrough = false;

  /** A letter that was not taken comes back when it has been held for long enough; it had its turn. */
  async function takeIn(message: Message): Promise<void> {
    const { MessageId: id = "" } = message;
    if (taken.has(id)) return remove(id, message);
    const isNew = !left.has(id);
    left.set(id, message);
    if (isNew) {
      again = new Set();
      await settle(id, message);
      options.onLetter();
    } else if (again.has(id)) isThrough = true;
    else again.add(id);
  }

  try {
    while (!isThrough) {
      const batch = await receive();
      if (batch.length === 0) break;
      for (const message of batch) await takeIn(message);
    }
  } finally {
    for (const { ReceiptHandle } of left.values())
      await attempt("sqs:ChangeMessageVisibility", () =>
        client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 })),
      ).catch(() => undefined);
  }
  return report;
}

/** A letter that AWS refuses holds up no other; a missing permission or a broken line would hold up all of them. */
function failedDelivery(error: unknown): Delivery {
  if (error instanceof CommandFailedError && error.kind === "refused")
    return { kind: "failed", why: error.messages.en };
  throw error;
}
