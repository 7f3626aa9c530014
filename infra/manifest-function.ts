import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  RuntimeFamily,
  SystemLogLevel,
} from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import type { FunctionDeclaration, Trigger } from "../functions/declaration.ts";
import type { FunctionName } from "../functions/manifest.ts";
import { environmentOf, type VariableName } from "../functions/shell/cloud/environment.ts";
import { logGroup } from "./log-group.ts";
import { deadLettersNameOf, functionNameOf, logGroupNameOf } from "./names.ts";
import { allow, auditRights, type PortScope, rightsOf, tableRights } from "./rights.ts";

/** What the functions of a cell have in common. */
export interface FunctionSurroundings extends PortScope {
  readonly cell: Cell;
  readonly key: IKey | undefined;
  readonly code: (name: FunctionName) => Code;
  /** Every variable that a function may need; each gets those of its ports. */
  readonly environment: Readonly<Record<VariableName, string>>;
}

interface ManifestFunctionProps extends FunctionSurroundings {
  readonly name: FunctionName;
  readonly declaration: FunctionDeclaration;
}

/**
 * Anybody on the internet can start these two: what they may take of the account's concurrency is bounded, so that they
 * take none from falls and calls. A new account has too little to reserve any of it; the economy profile leaves it out.
 */
const reservedConcurrency: Readonly<Partial<Record<Trigger["kind"], number>>> = { authorizer: 20, provisioning: 5 };

/** One function of the manifest with exactly the tables and ports that it declares, and nothing wider. */
export class ManifestFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly #name: FunctionName;
  #deadLetters: Queue | undefined;

  constructor(scope: Construct, id: string, { name, declaration, ...surroundings }: ManifestFunctionProps) {
    super(scope, id);
    this.#name = name;
    const { cell, key } = surroundings;
    const logs = logGroup(this, "logs", { name: logGroupNameOf(name), retentionDays: cell.retention.logDays, key });
    this.role = new Role(this, "role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    for (const statement of [
      ...allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs.logGroupArn]),
      ...tableRights(declaration),
      ...auditRights(declaration),
      ...declaration.ports.flatMap((port) => rightsOf(name, port, surroundings)),
    ])
      this.role.addToPolicy(statement);
    const reserved = cell.profile === "economy" ? undefined : reservedConcurrency[declaration.trigger.kind];
    this.lambda = new LambdaFunction(this, "function", {
      functionName: functionNameOf(name),
      code: surroundings.code(name),
      handler: "index.handler",
      runtime: new Runtime(cell.runtime, RuntimeFamily.NODEJS, { supportsInlineCode: true }),
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(declaration.timeoutSeconds),
      memorySize: declaration.memoryMb,
      description: declaration.ifItFails,
      role: this.role,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      logGroup: logs,
      environment: environmentFor(declaration, surroundings.environment),
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
    });
  }

  /** Where what the function could not take ends; one for all ways that lead to it. */
  get deadLetters(): Queue {
    this.#deadLetters ??= new Queue(this, "dead-letters", {
      queueName: deadLettersNameOf(this.#name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return this.#deadLetters;
  }
}

function environmentFor(
  { ports }: FunctionDeclaration,
  values: FunctionSurroundings["environment"],
): Record<string, string> {
  const names: readonly VariableName[] = [...environmentOf.tables, ...ports.flatMap((port) => environmentOf[port])];
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
