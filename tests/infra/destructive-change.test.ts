import { describe, expect, test } from "vitest";
import { findLosses, type Template } from "../../infra/destructive-change.ts";
import { lossLines } from "../../infra/keep-what-is-there.ts";
import { economy, type Properties, synthesise, usEast } from "./synthesised.ts";

const deployed = synthesise(usEast).templates.Data as Template;

/** The template as a later version of the program would make it. */
function changed(change: (resources: Record<string, Properties>) => void): Template {
  const copy = structuredClone(deployed) as Template & { readonly Resources: Record<string, Properties> };
  change(copy.Resources as Record<string, Properties>);
  return copy;
}

function idOf(type: string, name: string): string {
  const found = Object.entries(deployed.Resources ?? {}).find(
    ([, { Type, Properties }]) => Type === type && JSON.stringify(Properties).includes(name),
  );
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found[0];
}

const series = idOf("AWS::DynamoDB::GlobalTable", "anhu-series");
const residents = idOf("AWS::DynamoDB::GlobalTable", "anhu-residents");
const watches = idOf("AWS::DynamoDB::GlobalTable", "anhu-watches");
const archive = idOf("AWS::S3::Bucket", "anhu-archive-");
const stream = idOf("AWS::Kinesis::Stream", "anhu-telemetry");
const pool = idOf("AWS::Cognito::UserPool", "anhu");

function part(resources: Record<string, Properties>, id: string): Properties {
  return (resources[id] as Properties).Properties;
}

test("the same template again loses nothing", () => {
  expect(
    findLosses(
      deployed,
      changed(() => undefined),
    ),
  ).toEqual([]);
});

test("the first deployment loses nothing", () => {
  expect(findLosses({}, deployed)).toEqual([]);
});

describe("a change that takes away what is kept is told", () => {
  test.each<readonly [string, (resources: Record<string, Properties>) => void, string]>([
    [
      "a table goes",
      (all) => void delete all[series],
      `table anhu-series (${series}) would leave the deployment: it stays in the account with what it holds, but the service no longer uses it`,
    ],
    [
      "a table gets another name",
      (all) => {
        part(all, series).TableName = "anhu-observations";
      },
      `table anhu-series (${series}) would be replaced by an empty one: TableName changes from "anhu-series" to "anhu-observations"`,
    ],
    [
      "a table gets other keys",
      (all) => {
        part(all, watches).KeySchema.push({ AttributeName: "at", KeyType: "RANGE" });
      },
      `table anhu-watches (${watches}) would be replaced by an empty one: KeySchema changes from`,
    ],
    [
      "an index goes",
      (all) => {
        part(all, residents).GlobalSecondaryIndexes = [];
      },
      `table anhu-residents (${residents}) would lose its index byFacility: what queries by it fails`,
    ],
    [
      "an index gets other keys",
      (all) => {
        part(all, residents).GlobalSecondaryIndexes[0].KeySchema[1].AttributeName = "bedId";
      },
      `table anhu-residents (${residents}) would lose its index byFacility until it is built again with other keys`,
    ],
    [
      "items begin to expire",
      (all) => {
        part(all, watches).TimeToLiveSpecification = { AttributeName: "expiresAt", Enabled: true };
      },
      `table anhu-watches (${watches}) would let its items expire by expiresAt`,
    ],
    [
      "restore points go",
      (all) => {
        part(all, watches).Replicas[0].PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: false };
      },
      `table anhu-watches (${watches}) would lose its restore points`,
    ],
    [
      "a bucket gets another name",
      (all) => {
        part(all, archive).BucketName = "other";
      },
      `bucket ${archive} would be replaced by an empty one: BucketName changes from {`,
    ],
    [
      "the archive forgets earlier",
      (all) => {
        part(all, archive).LifecycleConfiguration.Rules[0].ExpirationInDays = 365;
      },
      `bucket ${archive} would delete what is older than 365 days; until now it keeps 5475 days`,
    ],
    [
      "the stream forgets earlier",
      (all) => {
        part(all, stream).RetentionPeriodHours = 12;
      },
      `stream anhu-telemetry (${stream}) would drop what is older than 12 hours; until now it keeps 24`,
    ],
    [
      "people sign in by something else",
      (all) => {
        part(all, pool).UsernameAttributes = ["phone_number"];
      },
      `user pool anhu (${pool}) would be replaced by an empty one: UsernameAttributes changes from ["email"] to ["phone_number"]`,
    ],
    [
      "a table becomes one of another kind",
      (all) => {
        (all[series] as Properties).Type = "AWS::DynamoDB::Table";
      },
      `table anhu-series (${series}) would be replaced by an empty AWS::DynamoDB::Table`,
    ],
  ])("%s", (_what, change, message) => {
    const losses = findLosses(deployed, changed(change));
    expect(losses).toHaveLength(1);
    expect(losses[0]?.message.startsWith(message)).toBe(true);
  });
});

test("what would really be deleted is told so", () => {
  const unretained: Template = { Resources: { Bucket1: { Type: "AWS::S3::Bucket", DeletionPolicy: "Delete" } } };
  expect(findLosses(unretained, {})).toEqual([
    { logicalId: "Bucket1", message: "bucket Bucket1 would be deleted with everything in it" },
  ]);
});

describe("what can go back and forth is no loss", () => {
  test.each<readonly [string, (resources: Record<string, Properties>) => void]>([
    [
      "an index more",
      (all) => {
        part(all, residents).GlobalSecondaryIndexes.push({ IndexName: "byBed", KeySchema: [] });
      },
    ],
    [
      "indexes in another order",
      (all) => {
        part(all, idOf("AWS::DynamoDB::GlobalTable", "anhu-devices")).GlobalSecondaryIndexes.reverse();
      },
    ],
    [
      "the archive remembers longer",
      (all) => {
        part(all, archive).LifecycleConfiguration.Rules[0].ExpirationInDays = 9000;
      },
    ],
    [
      "more shards",
      (all) => {
        part(all, stream).ShardCount = 4;
      },
    ],
    [
      "a resource that keeps nothing goes",
      (all) => {
        delete all[idOf("AWS::KMS::Alias", "alias/anhu")];
      },
    ],
    [
      "keys of a mapping in another order",
      (all) => {
        part(all, series).KeySchema = part(all, series).KeySchema.map((key: Properties) =>
          Object.fromEntries(Object.entries(key).toReversed()),
        );
      },
    ],
  ])("%s", (_what, change) => {
    expect(findLosses(deployed, changed(change))).toEqual([]);
  });
});

test("going over to the economy profile tells of the stream and the key", () => {
  const small = synthesise({ ...economy, name: "east", retention: { logDays: 365 } }).templates.Data as Template;
  expect(findLosses(deployed, small).map(({ message }) => message.split(" ").slice(0, 1).join(" "))).toEqual([
    "key",
    "stream",
  ]);
});

test("a line tells how to go on on purpose, and is silent about what was allowed", () => {
  const wanted = changed((all) => {
    delete all[series];
    delete all[watches];
  });
  const lines = lossLines("Anhu-east-Data", deployed, wanted, new Set([watches]));
  expect(lines).toEqual([
    expect.stringMatching(
      new RegExp(`^Anhu-east-Data: table anhu-series .* Nothing was changed; to go on: -c allowLoss=${series}$`),
    ),
  ]);
});
