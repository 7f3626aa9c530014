import { randomUUID } from "node:crypto";
import type { FunctionName } from "../manifest.ts";
import { type Deps, depsFor, type Ports } from "./deps.ts";
import { jsonLog, type LogLevel, logLevels } from "./log.ts";

/** A port whose part in the cloud is not there. Everything that does not need it works. */
export class NotDeployedError extends Error {
  readonly code = "not-deployed";
  readonly port: string;
  constructor(port: string) {
    super(`the port ${port} is not deployed to the cloud yet`);
    this.port = port;
  }
}

/** The environment a deployed function runs in; a value that is missing or makes no sense stops it with its name. */
interface CloudEnvironment {
  /** Stands before each table's name. */
  readonly tablePrefix: string;
  /** Another DynamoDB endpoint than the region's. */
  readonly dynamodbEndpoint: string | undefined;
  readonly logLevel: LogLevel;
}

/**
 * What a function gets in the cloud. Environment and clients are touched at the first event, not when this is called,
 * and the AWS SDK is loaded only then.
 */
export function cloudDeps<N extends FunctionName>(name: N): () => Promise<Deps<N>> {
  return async () => {
    const { tablePrefix, dynamodbEndpoint, logLevel } = readEnvironment(process.env);
    const [{ DynamoDBClient }, { DynamoTableEngine }] = await Promise.all([
      import("@aws-sdk/client-dynamodb"),
      import("../../adapters/table/dynamo.ts"),
    ]);
    const client = new DynamoDBClient(dynamodbEndpoint === undefined ? {} : { endpoint: dynamodbEndpoint });
    return depsFor(name, {
      engine: new DynamoTableEngine(client, { prefix: tablePrefix }),
      ports: portsNotDeployed,
      now: Date.now,
      newId: randomUUID,
      log: jsonLog({ level: logLevel, now: Date.now }),
    });
  };
}

function readEnvironment(env: {
  readonly ANHU_TABLE_PREFIX?: string;
  readonly ANHU_DYNAMODB_ENDPOINT?: string;
  readonly ANHU_LOG_LEVEL?: string;
}): CloudEnvironment {
  if (env.ANHU_TABLE_PREFIX === undefined) throw new Error("the environment lacks ANHU_TABLE_PREFIX");
  const logLevel = logLevels.find((level) => level === (env.ANHU_LOG_LEVEL ?? "info"));
  if (logLevel === undefined) throw new Error(`ANHU_LOG_LEVEL must be one of ${logLevels.join(", ")}`);
  return { tablePrefix: env.ANHU_TABLE_PREFIX, dynamodbEndpoint: env.ANHU_DYNAMODB_ENDPOINT, logLevel };
}

async function missing(port: string): Promise<never> {
  throw new NotDeployedError(port);
}

const portsNotDeployed: Ports = {
  timer: { set: () => missing("timer"), cancel: () => missing("timer") },
  command: { send: () => missing("command") },
  live: { publish: () => missing("live") },
  deviceAuthority: { certify: () => missing("deviceAuthority"), revoke: () => missing("deviceAuthority") },
};
