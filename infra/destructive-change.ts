/** The parts of a CloudFormation template that are compared. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: Properties;
}

type Properties = Readonly<Record<string, unknown>>;

/** What a deployment would take away from what is kept. */
export interface Loss {
  readonly logicalId: string;
  /** One sentence: what, and what it means. */
  readonly message: string;
}

interface StatefulType {
  readonly noun: string;
  /** The property with the physical name. */
  readonly name: string;
  /** Properties whose change makes CloudFormation replace the resource, or fail. */
  readonly fixed: readonly string[];
  /** What else can be lost while the resource itself stays. */
  readonly within?: (before: Properties, after: Properties) => readonly string[];
}

const table: StatefulType = {
  noun: "table",
  name: "TableName",
  fixed: ["TableName", "KeySchema", "LocalSecondaryIndexes"],
  within: (before, after) => [
    ...lostIndexes(before, after),
    ...newExpiry(before, after),
    ...lostRestore(before, after),
  ],
};

const statefulTypes: Readonly<Record<string, StatefulType>> = {
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::S3::Bucket": { noun: "bucket", name: "BucketName", fixed: ["BucketName"], within: earlierExpiry },
  "AWS::KMS::Key": { noun: "key", name: "Description", fixed: ["KeySpec", "KeyUsage", "MultiRegion"] },
  "AWS::Kinesis::Stream": { noun: "stream", name: "Name", fixed: ["Name"], within: shorterStream },
  "AWS::Cognito::UserPool": {
    noun: "user pool",
    name: "UserPoolName",
    fixed: ["UsernameAttributes", "AliasAttributes", "UsernameConfiguration"],
  },
};

/**
 * Compares what is deployed with what would be: every table, bucket, key, stream and user pool that would be removed,
 * replaced or lose what it keeps, in the order of the deployed template. Settings that can go back and forth are none.
 */
export function findLosses(deployed: Template, wanted: Template): readonly Loss[] {
  return Object.entries(deployed.Resources ?? {}).flatMap(([logicalId, before]) => {
    const type = statefulTypes[before.Type];
    if (type === undefined) return [];
    const losses = lossesOf(type, before, wanted.Resources?.[logicalId]);
    const who = `${type.noun} ${nameOf(type, before, logicalId)}`;
    return losses.map((what) => ({ logicalId, message: `${who} ${what}` }));
  });
}

function lossesOf(
  type: StatefulType,
  before: TemplateResource,
  after: TemplateResource | undefined,
): readonly string[] {
  if (after === undefined)
    return [
      before.DeletionPolicy?.startsWith("Retain") === true
        ? "would leave the deployment: it stays in the account with what it holds, but the service no longer uses it"
        : "would be deleted with everything in it",
    ];
  if (after.Type !== before.Type) return [`would be replaced by an empty ${after.Type}`];
  const { Properties: from = {} } = before;
  const { Properties: to = {} } = after;
  const changed = type.fixed.filter((property) => !isEqual(from[property], to[property]));
  if (changed.length > 0)
    return [
      `would be replaced by an empty one: ${changed.map((name) => `${name} changes from ${text(from[name])} to ${text(to[name])}`).join(", ")}`,
    ];
  return type.within?.(from, to) ?? [];
}

interface Index {
  readonly IndexName: string;
  readonly KeySchema: unknown;
  readonly Projection?: unknown;
}

function lostIndexes(before: Properties, after: Properties): readonly string[] {
  const kept = new Map(listed<Index>(after.GlobalSecondaryIndexes).map((index) => [index.IndexName, index]));
  return listed<Index>(before.GlobalSecondaryIndexes).flatMap((index) => {
    const now = kept.get(index.IndexName);
    const broken = "what queries by it fails";
    if (now === undefined) return [`would lose its index ${index.IndexName}: ${broken}`];
    if (isEqual(now.KeySchema, index.KeySchema) && isEqual(now.Projection, index.Projection)) return [];
    return [`would lose its index ${index.IndexName} until it is built again with other keys: ${broken} meanwhile`];
  });
}

interface Expiry {
  readonly AttributeName?: string;
  readonly Enabled?: boolean;
}

function newExpiry(before: Properties, after: Properties): readonly string[] {
  const from = expiryOf(before);
  const to = expiryOf(after);
  return to === undefined || to === from ? [] : [`would let its items expire by ${to}, which they do not by now`];
}

function expiryOf({ TimeToLiveSpecification: expiry }: Properties): string | undefined {
  const { AttributeName, Enabled } = (expiry ?? {}) as Expiry;
  return Enabled === true ? AttributeName : undefined;
}

function lostRestore(before: Properties, after: Properties): readonly string[] {
  return isRestorable(before) && !isRestorable(after)
    ? ["would lose its restore points: none of the last 35 days could be had back"]
    : [];
}

function isRestorable(properties: Properties): boolean {
  const places = [properties, ...listed<Properties>(properties.Replicas)];
  return places.some(
    ({ PointInTimeRecoverySpecification: recovery }) =>
      (recovery as { readonly PointInTimeRecoveryEnabled?: boolean } | undefined)?.PointInTimeRecoveryEnabled === true,
  );
}

function earlierExpiry(before: Properties, after: Properties): readonly string[] {
  const from = daysKept(before);
  const to = daysKept(after);
  return to < from ? [`would delete what is older than ${to} days; until now it keeps ${spanOf(from)}`] : [];
}

/** Infinity where nothing expires. */
function daysKept({ LifecycleConfiguration: lifecycle }: Properties): number {
  const { Rules = [] } = (lifecycle ?? {}) as { readonly Rules?: readonly { readonly ExpirationInDays?: number }[] };
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...Rules.map(({ ExpirationInDays = Number.POSITIVE_INFINITY }) => ExpirationInDays),
  );
}

function spanOf(days: number): string {
  return Number.isFinite(days) ? `${days} days` : "everything";
}

function shorterStream(before: Properties, after: Properties): readonly string[] {
  const from = Number(before.RetentionPeriodHours ?? 24);
  const to = Number(after.RetentionPeriodHours ?? 24);
  return to < from ? [`would drop what is older than ${to} hours; until now it keeps ${from}`] : [];
}

function nameOf({ name }: StatefulType, { Properties = {} }: TemplateResource, logicalId: string): string {
  const stated = Properties[name];
  return typeof stated === "string" ? `${stated} (${logicalId})` : logicalId;
}

function listed<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

function text(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

/** Regardless of the order of keys, as templates come back. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
