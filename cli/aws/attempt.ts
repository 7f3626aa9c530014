import type { Cell } from "../../contracts/cell.ts";
import { awsFailure } from "./failures.ts";

/** What every SDK client of a cell is made with; `AWS_ENDPOINT_URL` and the credentials are the SDK's own to find. */
export interface ClientOptions {
  readonly region: string;
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
}

/** The slowest function answers within a minute; what takes longer has not been heard. */
const patience = { connectionTimeout: 10_000, requestTimeout: 70_000, throwOnRequestTimeout: true };

export function clientOptions({ region }: Pick<Cell, "region">): ClientOptions {
  return { region, maxAttempts: 4, requestHandler: patience };
}

/** The same for SQS: every request goes to the region's endpoint, whatever host a queue's URL names. */
export function queueClientOptions(cell: Pick<Cell, "region">) {
  return { ...clientOptions(cell), useQueueUrlAsEndpoint: false };
}

/** Runs calls to AWS; what fails becomes one line that names `action`, the cell and what to do. */
export type Attempt = <T>(action: string, work: () => Promise<T>) => Promise<T>;

export function attemptIn({ name, region }: Pick<Cell, "name" | "region">): Attempt {
  return async (action, work) => {
    try {
      return await work();
    } catch (error) {
      throw awsFailure(error, { action, region, cell: name });
    }
  };
}

/** Whether AWS answered with an error of this name. */
export function isAwsError(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
