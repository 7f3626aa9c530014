import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { TableDefinition } from "../domain/ports.ts";
import { type TableName, tables } from "../stores/tables.ts";

/** Physical names are `<prefix><name of stores/tables.ts>`, as the DynamoDB engine addresses them. */
export const tablePrefix = "anhu-";

/** What must outlive every deployment: the tables of stores/tables.ts. */
export class TablesStack extends Stack {
  readonly tables: Readonly<Record<TableName, TableV2>>;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const entries = Object.entries(tables).map(([name, definition]) => [name, this.#table(name, definition)]);
    this.tables = Object.fromEntries(entries) as Record<TableName, TableV2>;
  }

  #table(id: string, definition: TableDefinition): TableV2 {
    return new TableV2(this, id, {
      tableName: `${tablePrefix}${definition.name}`,
      partitionKey: { name: definition.partition, type: AttributeType.STRING },
      ...(definition.sort === undefined ? {} : { sortKey: { name: definition.sort, type: AttributeType.STRING } }),
      globalSecondaryIndexes: Object.entries(definition.indexes).map(([indexName, index]) => ({
        indexName,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
      })),
      ...(definition.expires === undefined ? {} : { timeToLiveAttribute: definition.expires }),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
