import type { IoTCustomAuthorizerEvent, IoTCustomAuthorizerResult } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { mostFacilities } from "../../contracts/http/people.ts";
import { familyUserName } from "../../contracts/topics.ts";
import type { Person, Relation, RoleAt } from "../../domain/model/person.ts";
import { second } from "../../domain/model/time.ts";
import type { IdentityPort } from "../../domain/ports.ts";
import { create } from "../../functions/authorize-live/handler.ts";
import { depsFor } from "../../functions/shell/deps.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { relativeOf } from "../relatives.ts";
import { recordedAt, World } from "./world.ts";

const clientId = "browser-2f1c3c6e-8a55-4c1e-b0a1-58dd3a5e4f10";
const arn = "arn:aws-cn:lambda:cn-northwest-1:123456789012:function:anhu-authorize-live";

interface Call {
  readonly clientId?: string;
  readonly password?: string | undefined;
  readonly protocols?: IoTCustomAuthorizerEvent["protocols"];
  readonly remainingSeconds?: number;
  readonly identity?: IdentityPort;
  readonly arn?: string;
  /** @default that of pages which hear facilities */
  readonly userName?: string;
  /** Null: nobody knows them here. @default a nurse at home-1 */
  readonly person?: Partial<Person> | null;
}

const nurseAt = (facilityId: string): RoleAt => ({ role: "nurse", facilityId });

function eventOf({ password = "good", protocols = ["tls", "http", "mqtt"], ...call }: Call): IoTCustomAuthorizerEvent {
  return {
    signatureVerified: false,
    protocols,
    protocolData: {
      tls: { serverName: "a1b2c3-ats.iot.cn-north-1.amazonaws.com.cn" },
      http: { headers: {}, queryString: "?x-amz-customauthorizer-name=anhu-live" },
      mqtt: {
        username: call.userName ?? "browser",
        password: Buffer.from(password).toString("base64"),
        clientId: call.clientId ?? clientId,
      },
    },
    connectionMetadata: { id: "5e2f3ab6-0d1c-4f0e-a2cb-2b5a9e6f2d11" },
  };
}

const subject = "陈护士@example.org";

async function answerTo(call: Call, event: unknown = eventOf(call)) {
  const world = new World();
  if (call.person !== null) await world.person(subject, { roles: [nurseAt("home-1")], ...call.person });
  const issuer: IdentityPort = {
    verify: async (token) =>
      token === "good" ? { subject, expiresAt: recordedAt + (call.remainingSeconds ?? 3600) * second } : undefined,
  };
  const ports = { ...world.runtime.ports, identity: call.identity ?? issuer };
  const invoke = create(depsFor("authorize-live", { ...world.runtime, ports }));
  const answer = (await invoke(JSON.parse(JSON.stringify(event)), {
    functionName: "anhu-authorize-live",
    awsRequestId: "1",
    invokedFunctionArn: call.arn ?? arn,
    getRemainingTimeInMillis: () => 5000,
  })) as IoTCustomAuthorizerResult;
  const connections = await new ConnectionStore(world.tables).listOf(subject, world.now);
  return { answer, log: world.log, figures: world.figures, connections };
}

function topicsOf({ policyDocuments }: IoTCustomAuthorizerResult): readonly string[] {
  const resources = policyDocuments.flatMap(({ Statement }) =>
    Statement.flatMap((statement) => ("Resource" in statement ? [statement.Resource].flat() : [])),
  );
  return resources.flatMap((name) => /topic.*$/.exec(String(name)) ?? []).toSorted();
}

function longIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index}`.padStart(64, "f"));
}

describe("a page with a token that holds", () => {
  test("may connect under its own name, listen to live changes, and nothing else; in the region's own partition", async () => {
    const { answer } = await answerTo({});
    const iot = "arn:aws-cn:iot:cn-northwest-1:123456789012:";
    expect(answer).toMatchObject({
      isAuthenticated: true,
      disconnectAfterInSeconds: 3600,
      refreshAfterInSeconds: 3600,
    });
    expect(answer.policyDocuments).toEqual([
      {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iot:Connect", Resource: [`${iot}client/${clientId}`] }],
      },
      {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "iot:Subscribe", Resource: [`${iot}topicfilter/anhu/v1/live/home-1`] },
          { Effect: "Allow", Action: "iot:Receive", Resource: [`${iot}topic/anhu/v1/live/home-1`] },
        ],
      },
    ]);
  });

  test("of somebody who may everywhere listens to every facility, new ones too", async () => {
    const { answer } = await answerTo({ person: { roles: [{ role: "health-supervisor" }] } });
    expect(topicsOf(answer)).toEqual(["topic/anhu/v1/live/*", "topicfilter/anhu/v1/live/*"]);
  });

  test.each([
    ["one", ["f-1"]],
    ["several", ["f-1", "f-2", "f-3"]],
    ["as many as a person can have, with the longest names", longIds(mostFacilities)],
  ])("names exactly the facilities where the person may listen: %s", async (_count, ids) => {
    const roles: RoleAt[] = [...ids.map(nurseAt), { role: "civil-affairs-supervisor", facilityId: "not-live" }];
    const { answer } = await answerTo({ person: { roles } });
    expect(topicsOf(answer).toSorted()).toEqual(
      ["topic", "topicfilter"].flatMap((kind) => ids.map((id) => `${kind}/anhu/v1/live/${id}`)).toSorted(),
    );
    expect(answer.policyDocuments.length).toBeLessThanOrEqual(10);
    for (const document of answer.policyDocuments) expect(JSON.stringify(document).length).toBeLessThanOrEqual(2048);
  });

  test("is written down with its end, so that it can be ended before", async () => {
    const { connections } = await answerTo({ remainingSeconds: 600 });
    const at = { letInAt: recordedAt, until: recordedAt + 600 * second };
    expect(connections).toEqual([{ personId: subject, clientId, ...at }]);
  });

  test("is named in the broker's logs by letters and digits that say nothing of the person", async () => {
    const { answer } = await answerTo({});
    expect(answer.principalId).toMatch(/^[A-Za-z0-9]{1,128}$/);
  });

  test.each([
    [300, 300],
    [300.9, 300],
    [86_400, 86_400],
    [200_000, 86_400],
  ])("that ends in %d s may stay for %d s", async (remainingSeconds, seconds) => {
    const { answer } = await answerTo({ remainingSeconds });
    expect([answer.disconnectAfterInSeconds, answer.refreshAfterInSeconds]).toEqual([seconds, seconds]);
  });
});

describe("a relative's page", () => {
  const userName = familyUserName;
  const until = (ms: number) =>
    ({ ...relativeOf("r-2"), consent: { id: "c", classes: ["alerts"], from: 0, until: recordedAt + ms } }) as const;
  const person = (...relations: readonly Relation[]) => ({ userName, person: { relations } });
  const own = (...ids: readonly string[]) =>
    ["topic", "topicfilter"].flatMap((kind) => ids.map((id) => `${kind}/anhu/v1/family/${id}`));

  test("hears of exactly those whom a consent that stands lets its person see, and of no facility where they work", async () => {
    const { answer } = await answerTo({
      userName,
      person: { roles: [nurseAt("home-1")], relations: [relativeOf("r-1"), { residentId: "r-3", relation: "侄女" }] },
    });
    expect(topicsOf(answer)).toEqual(own("r-1"));
  });

  test("of whoever is called in emergencies hears of them", async () => {
    const { answer } = await answerTo(person({ residentId: "r-1", relation: "儿子", isEmergencyContact: true }));
    expect(topicsOf(answer)).toEqual(own("r-1"));
  });

  test("ends with the first consent that ends", async () => {
    const { answer, connections } = await answerTo(person(relativeOf("r-1"), until(1200 * second)));
    expect(topicsOf(answer)).toEqual(own("r-1", "r-2"));
    expect(answer.disconnectAfterInSeconds).toBe(1200);
    expect(connections).toHaveLength(1);
  });

  test("leaves out what ends before the shortest connection does", async () => {
    const { answer } = await answerTo(person(relativeOf("r-1"), until(299 * second)));
    expect([topicsOf(answer), answer.disconnectAfterInSeconds]).toEqual([own("r-1"), 3600]);
  });

  test("names residents of a great family in documents that are short enough", async () => {
    const ids = longIds(20);
    const { answer } = await answerTo(person(...ids.map((id) => relativeOf(id))));
    expect(topicsOf(answer).toSorted()).toEqual(own(...ids).toSorted());
    for (const document of answer.policyDocuments) expect(JSON.stringify(document).length).toBeLessThanOrEqual(2048);
  });
});

const refused: readonly (readonly [string, Call])[] = [
  ["a person whom nobody registered", { person: null }],
  ["a person who is disabled", { person: { disabledAt: recordedAt } }],
  ["a person without any role", { person: { roles: [] } }],
  ["a relative", { person: { roles: [], relations: [{ residentId: "resident-1", relation: "女儿" }] } }],
  [
    "a relative's page without any consent",
    { userName: familyUserName, person: { roles: [], relations: [{ residentId: "resident-1", relation: "女儿" }] } },
  ],
  ["a relative's page of staff", { userName: familyUserName }],
  ["a role that looks at figures only", { person: { roles: [{ role: "civil-affairs-supervisor" }] } }],
  ["a token that does not hold", { password: "forged" }],
  ["no token", { password: "" }],
  ["a token that ends before the shortest connection does", { remainingSeconds: 299.9 }],
  ["a device's name", { clientId: "bed-1" }],
  ["a name with a wildcard of policies", { clientId: "browser-*" }],
  ["a name that ends in a wildcard of policies", { clientId: "browser-a*" }],
  ["a name that goes on in another line", { clientId: "browser-a\n*" }],
  ["a name that begins with something else", { clientId: "*browser-a" }],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: IoT would put a value in its place.
  ["a name with a variable of policies", { clientId: "browser-${iot:ClientId}" }],
  ["a call over HTTPS instead of MQTT", { protocols: ["tls", "http"] }],
];
test.each(refused)("%s is refused", async (_what, call) => {
  const { answer, figures, connections } = await answerTo(call);
  expect(figures).toEqual([]);
  expect(connections).toEqual([]);
  expect(answer).toEqual({
    isAuthenticated: false,
    principalId: "refused",
    disconnectAfterInSeconds: 300,
    refreshAfterInSeconds: 300,
    policyDocuments: [],
  });
});

test("while the issuer cannot be asked nobody is let in, the alarm's figure counts it, and the log says so without the token", async () => {
  const identity = { verify: () => Promise.reject(new Error("ECONNREFUSED")) };
  const { answer, log, figures } = await answerTo({ identity });
  expect(figures).toEqual([{ figures: { Failed: 1 }, functionName: "authorize-live" }]);
  expect(answer.isAuthenticated).toBe(false);
  expect(log).toMatchObject([{ level: "error", function: "authorize-live" }]);
  expect(JSON.stringify(log)).not.toContain("good");
});

test.each([
  ["without its connection", {}, undefined],
  ["that is null", null, undefined],
  ["for a function without a name of AWS", eventOf({}), "authorize-live"],
])("an event %s is a fault of the deployment", async (_what, event, of) => {
  await expect(answerTo(of === undefined ? {} : { arn: of }, event)).rejects.toThrow("authorizer");
});
