import { Stack, type StackProps } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { type FunctionDeclaration, functionNames, manifest } from "../functions/manifest.ts";
import type { TableName } from "../stores/tables.ts";
import { ManifestFunction } from "./manifest-function.ts";
import { bindTrigger, closedApi } from "./triggers.ts";

interface FunctionsStackProps extends StackProps {
  readonly tables: Readonly<Record<TableName, TableV2>>;
}

/** Everything that can be thrown away and built again: one function per entry of the manifest, bound to its trigger. */
export class FunctionsStack extends Stack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    super(scope, id, props);
    const api = closedApi(this);
    for (const name of functionNames) {
      const declaration: FunctionDeclaration = manifest[name];
      const scope = new ManifestFunction(this, name, { declaration, tables: props.tables });
      bindTrigger({ scope, name, declaration, api }, declaration.trigger);
    }
  }
}
