import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Architecture, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { FunctionDeclaration } from "../functions/manifest.ts";
import type { TableName } from "../stores/tables.ts";
import { tablePrefix } from "./tables-stack.ts";

export interface ManifestFunctionProps {
  readonly declaration: FunctionDeclaration;
  readonly tables: Readonly<Record<TableName, TableV2>>;
}

/** One function of the manifest with exactly the table access that it declares, and nothing wider. */
export class ManifestFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, { declaration, tables }: ManifestFunctionProps) {
    super(scope, id);
    this.lambda = new NodejsFunction(this, "function", {
      entry: declaration.entry,
      handler: "handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(declaration.timeoutSeconds),
      memorySize: declaration.memoryMb,
      description: declaration.ifItFails,
      loggingFormat: LoggingFormat.JSON,
      logGroup: new LogGroup(this, "logs", { retention: RetentionDays.ONE_YEAR }),
      environment: { ANHU_TABLE_PREFIX: tablePrefix },
      bundling: { format: OutputFormat.ESM, minify: true, sourceMap: true, keepNames: true, externalModules: [] },
    });
    for (const [table, access] of Object.entries(declaration.tables)) {
      const granted = tables[table as TableName];
      if (access === "write") granted.grantReadWriteData(this.lambda);
      else granted.grantReadData(this.lambda);
    }
  }
}
