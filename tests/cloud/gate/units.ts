import { type AwsRequest, jsonOf } from "./aws-request.ts";
import type { AwsAnswer } from "./denial.ts";

export interface Units {
  readonly writeUnits: number;
  readonly readUnits: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

const writing = /^(Put|Update|Delete|BatchWrite|TransactWrite)Item/;

/** Asks DynamoDB to say what a request consumes; other requests stay as they are. */
export function countingCapacity(request: AwsRequest): AwsRequest {
  const body = { ...jsonOf<object>(request), ReturnConsumedCapacity: "TOTAL" };
  return { ...request, body: Buffer.from(JSON.stringify(body)) };
}

/** Request units that a DynamoDB call consumed, indexes included, as the emulator counts them; 0 for other services. */
export function consumedUnits({ service, operation }: AwsRequest, { status, body }: AwsAnswer): Units {
  if (service !== "dynamodb" || status !== 200) return { writeUnits: 0, readUnits: 0 };
  const { ConsumedCapacity: consumed } = jsonOf<{ ConsumedCapacity?: Capacity | readonly Capacity[] }>({ body });
  const list =
    consumed === undefined ? [] : Array.isArray(consumed) ? (consumed as readonly Capacity[]) : [consumed as Capacity];
  const units = list.reduce((sum, { CapacityUnits: one = 0 }) => sum + one, 0);
  return writing.test(operation) ? { writeUnits: units, readUnits: 0 } : { writeUnits: 0, readUnits: units };
}
