import { expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import type { Assembly } from "./assembly/read-assembly.ts";
import { call, change, synthesised, withResident } from "./cloud-under-test.ts";
import { basicIngest, heartRate } from "./devices.ts";
import { startedCell } from "./iot/cell-under-test.ts";
import { connected, enrolled, listening } from "./iot/connected-device.ts";

/** One device's story over the whole path; what did not happen as it must, in its order. Empty: all is well. */
async function symptoms(assembly: Assembly): Promise<readonly string[]> {
  const seen: string[] = [];
  const cell = await startedCell({ assembly });
  const { cloud, iot, settle } = cell;
  const { clock } = cloud;
  await withResident(cloud);
  const credentials = await enrolled(cell, "w1", "wristband");
  const device = await connected(cell, credentials).catch(() => undefined);
  if (device === undefined) return ["cannot connect"];
  const say = async (kind: "telemetry" | "event", payload: string | Buffer) => {
    if (!device.connected) return;
    const gone = new Promise<string>((resolve) => device.once("close", () => resolve(`may not say ${kind}`)));
    const said = device.publishAsync(basicIngest("w1", kind), payload, { qos: 1 }).then(() => undefined);
    const refused = await Promise.race([said, gone]);
    if (refused !== undefined) seen.push(refused);
  };
  await say("telemetry", heartRate(71));
  await say("event", JSON.stringify({ id: "e1", type: "sos", at: new Date(clock.now()).toISOString() }));
  await settle();
  if ((await openAlerts()) !== "sos") seen.push("no alert at once");
  await clock.advanceBy(minute);
  if ((await openAlerts()) !== "sos") seen.push("no alert at all");
  const { body } = await call(cloud, "GET", "/api/residents/r1");
  if (!body.vitals.some(({ code }: { code: string }) => code === "heart-rate")) seen.push("no vital signs");
  device.stream.destroy();
  await expect.poll(() => iot.connected()).toEqual([]);
  await settle();
  const { body: devices } = await call(cloud, "GET", "/api/devices");
  if (devices.items[0].connection !== "offline") seen.push("not known to be offline at once");
  await clock.advanceBy(minute);
  const page = await listening(cell, await cloud.token("nurse")).catch(() => undefined);
  if (page === undefined) seen.push("no page is let in");
  const denied = cloud.denied().map(({ action }) => action);
  const troubles = iot
    .troubles()
    .map((trouble) => ("ruleName" in trouble ? `${trouble.ruleName} ${trouble.kind}` : trouble.kind));
  return [...seen, ...new Set([...denied, ...troubles])];

  async function openAlerts(): Promise<string> {
    const { body } = await call(cloud, "GET", "/api/alerts?state=open");
    return body.items.map(({ kind }: { kind: string }) => kind).join();
  }
}

/** Changes the SQL of a rule. */
const sql = (name: string, from: string, to: string) => (assembly: Assembly) =>
  change(
    assembly,
    ({ Type, Properties }) => Type === "AWS::IoT::TopicRule" && Properties?.RuleName === name,
    ({ TopicRulePayload: payload }) => {
      if (!payload.Sql.includes(from)) throw new Error(`${payload.Sql} has no ${from}`);
      payload.Sql = payload.Sql.replace(from, to);
    },
  );

// biome-ignore lint/suspicious/noExplicitAny: statements are changed as they come.
type Statements = any[];

/** Changes the statements of an IoT policy. */
const policy = (edit: (statements: Statements) => Statements) => (assembly: Assembly) =>
  change(
    assembly,
    ({ Type, Properties }) => Type === "AWS::IoT::Policy" && Properties?.PolicyName === "anhu-device",
    ({ PolicyDocument: document }) => {
      document.Statement = edit(document.Statement);
    },
  );

/** Takes away the permission by which IoT invokes a function. */
const noPermission = (functionPart: string) => (assembly: Assembly) =>
  change(
    assembly,
    ({ Type, Properties }, logicalId) =>
      Type === "AWS::Lambda::Permission" &&
      Properties?.Principal === "iot.amazonaws.com" &&
      logicalId.startsWith(functionPart),
    (_properties, remove) => remove(),
  );

/** Takes an action away from the role of a rule. */
const noRight = (logicalIdPart: string, action: string) => (assembly: Assembly) =>
  change(
    assembly,
    ({ Type, Properties }, logicalId) =>
      Type === "AWS::IAM::Policy" && logicalId.startsWith(logicalIdPart) && JSON.stringify(Properties).includes(action),
    ({ PolicyDocument: document }) => {
      document.Statement = document.Statement.filter(({ Action }: { Action: string }) => Action !== action);
    },
  );

const ofAction = (action: string) => (statement: { Action: string | string[] }) =>
  [statement.Action].flat().includes(action);

test("what was synthesised has no symptom", async () => {
  expect(await symptoms(synthesised())).toEqual([]);
});

test.each<[string, (assembly: Assembly) => Assembly, readonly string[]]>([
  [
    "the device taken from another level of the topic",
    sql("event", "topic(3)", "topic(2)"),
    ["no alert at once", "no alert at all"],
  ],
  ["the same for telemetry", sql("telemetry", "topic(3)", "topic(2)"), ["no vital signs"]],
  [
    "a payload that is not encoded",
    sql("telemetry", "encode(*, 'base64') AS data", "*"),
    ["no vital signs", "telemetry parse-error"],
  ],
  [
    "a filter on other topics, for what comes without Basic Ingest",
    sql("status", "/status'", "/state'"),
    ["not known to be offline at once"],
  ],
  [
    "a policy without Publish",
    policy((all) => all.filter((one) => !ofAction("iot:Publish")(one))),
    ["may not say telemetry"],
  ],
  ["a policy without Connect", policy((all) => all.filter((one) => !ofAction("iot:Connect")(one))), ["cannot connect"]],
  [
    "a policy without RetainPublish",
    policy((all) => all.filter((one) => !ofAction("iot:RetainPublish")(one))),
    ["not known to be offline at once"],
  ],
  ["no permission for the rule to invoke", noPermission("ingestevent"), ["no alert at once", "event action-failed"]],
  ["no permission for the broker to ask who may listen", noPermission("authorizelive"), ["no page is let in"]],
  [
    "a rule that may not write to the stream",
    noRight("ingesttelemetryrule", "kinesis:PutRecord"),
    ["no vital signs", "kinesis:PutRecord"],
  ],
])("%s is seen", async (_claim, mutate, expected) => {
  const seen = await symptoms(mutate(synthesised()));
  expect(seen).toEqual(expect.arrayContaining([...expected]));
});
