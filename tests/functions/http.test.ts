import { beforeAll, describe, expect, test } from "vitest";
import { problem as problemSchema } from "../../contracts/http/problem.ts";
import { residentDetail } from "../../contracts/http/residents.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { type HttpFixture, recorded, World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await new World().furnish();
});

interface Fault {
  readonly to: FunctionName;
  readonly id?: string;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly code: string;
  readonly pointers?: readonly string[];
}

const bed = (index: number, label: string) => ({ id: `${index}-${"b".repeat(59)}`, label });
const resident = { name: "王桂英", sex: "female", birthDate: "1940-03-01", facilityId: "home-1" };

const faults: readonly (readonly [claim: string, fault: Fault])[] = [
  ["an id of no resident", { to: "show-resident", id: "nobody", status: 404, code: "unknown-resident" }],
  ["an id of no alert", { to: "acknowledge-alert", id: "no", body: {}, status: 404, code: "unknown-alert" }],
  ["an id of no device", { to: "revoke-device", id: "no", status: 404, code: "unknown-device" }],
  [
    "a filter by no facility",
    { to: "list-residents", query: { facilityId: "no" }, status: 404, code: "unknown-facility" },
  ],
  ["observations of nobody", { to: "read-observations", id: "nobody", status: 404, code: "unknown-resident" }],
  [
    "an id with a slash",
    { to: "show-resident", id: "../etc", status: 400, code: "invalid-request", pointers: ["#/path/id"] },
  ],
  [
    "a query nobody knows",
    { to: "list-alerts", query: { stat: "open" }, status: 400, code: "invalid-request", pointers: ["#/query/stat"] },
  ],
  [
    "a state there is not",
    { to: "list-alerts", query: { state: "any" }, status: 400, code: "invalid-request", pointers: ["#/query/state"] },
  ],
  [
    "a time without zone",
    {
      to: "read-observations",
      id: "resident-1",
      query: { from: "2026-11-22T02:00:00" },
      status: 400,
      code: "invalid-request",
      pointers: ["#/query/from"],
    },
  ],
  [
    "a span that ends before it begins",
    {
      to: "read-observations",
      id: "resident-1",
      query: { from: "2026-11-22T02:00:00+08:00", to: "2026-11-22T01:00:00+08:00" },
      status: 400,
      code: "invalid-request",
      pointers: ["#/query/from"],
    },
  ],
  [
    "all faults of a body at once",
    {
      to: "register-resident",
      body: { ...resident, sex: "unknown", birthDate: "1.3.1940", nickname: "x" },
      status: 400,
      code: "invalid-request",
      pointers: ["#/sex", "#/birthDate", "#/nickname"],
    },
  ],
  [
    "a name of which nobody sees anything",
    {
      to: "register-resident",
      body: { ...resident, name: "\u0000\u200B\u3164 " },
      status: 400,
      code: "invalid-request",
      pointers: ["#/name"],
    },
  ],
  [
    "more allergies and contacts than anybody has",
    {
      to: "register-resident",
      body: {
        ...resident,
        allergies: Array.from({ length: 51 }, () => "x"),
        contacts: Array.from({ length: 21 }, () => ({ name: "x", relation: "x", phone: "x" })),
      },
      status: 400,
      code: "invalid-request",
      pointers: ["#/allergies", "#/contacts"],
    },
  ],
  [
    "more beds than a facility has",
    {
      to: "register-facility",
      body: { name: "x", kind: "care-home", beds: Array.from({ length: 2001 }, (_, index) => bed(index, "x")) },
      status: 400,
      code: "invalid-request",
      pointers: ["#/beds"],
    },
  ],
  [
    "beds that no record can hold",
    {
      to: "register-facility",
      body: {
        name: "x",
        kind: "care-home",
        beds: Array.from({ length: 2000 }, (_, index) => bed(index, `${"\u0001".repeat(36)}${index}`)),
      },
      status: 413,
      code: "payload-too-large",
    },
  ],
  [
    "a person born tomorrow",
    {
      to: "register-resident",
      body: { ...resident, birthDate: "2026-11-23" },
      status: 400,
      code: "invalid-request",
      pointers: ["#/birthDate"],
    },
  ],
  [
    "a person born before 1900",
    {
      to: "register-resident",
      body: { ...resident, birthDate: "1899-12-31" },
      status: 400,
      code: "invalid-request",
      pointers: ["#/birthDate"],
    },
  ],
  [
    "a device that is called like the topics of the browsers",
    {
      to: "enrol-device",
      body: { id: "live", kind: "radar", residentId: "resident-1", csr: "csr" },
      status: 400,
      code: "invalid-request",
      pointers: ["#/id"],
    },
  ],
  [
    "no body where fields are needed",
    { to: "register-facility", status: 400, code: "invalid-request", pointers: ["#/name", "#/kind"] },
  ],
  ["broken JSON", { to: "register-facility", text: '{"name": }', status: 400, code: "invalid-json", pointers: ["#"] }],
  ["JSON cut short", { to: "register-facility", text: '{"name":', status: 400, code: "invalid-json", pointers: ["#"] }],
  [
    "a form instead of JSON",
    {
      to: "register-facility",
      text: "name=x",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      status: 415,
      code: "unsupported-media-type",
    },
  ],
  [
    "a body of 2 MB",
    { to: "register-facility", text: `"${"x".repeat(2 ** 21)}"`, status: 413, code: "payload-too-large" },
  ],
  [
    "a facility that is there already",
    {
      to: "register-facility",
      body: { id: "home-1", name: "x", kind: "care-home" },
      status: 409,
      code: "already-exists",
    },
  ],
  [
    "a resident that is there already",
    { to: "register-resident", body: { ...resident, id: "resident-1" }, status: 409, code: "already-exists" },
  ],
  [
    "a facility nobody registered",
    { to: "register-resident", body: { ...resident, facilityId: "no" }, status: 404, code: "unknown-facility" },
  ],
  [
    "a bed there is not",
    { to: "register-resident", body: { ...resident, bedId: "b9" }, status: 422, code: "unknown-bed" },
  ],
  [
    "a device for nobody",
    {
      to: "enrol-device",
      body: { kind: "radar", residentId: "no", csr: "csr" },
      status: 404,
      code: "unknown-resident",
    },
  ],
];

describe.each(faults)("%s", (_claim, { to, status, code, pointers = [], ...call }) => {
  test.each([
    ["zh", undefined, "zh-CN"],
    ["zh", "zh-CN,en;q=0.8", "zh-CN"],
    ["en", "en-GB,zh;q=0.5", "en"],
  ] as const)(`is a ${status} ${code}, in %s when asked by %s`, async (language, asked, contentLanguage) => {
    const headers = { ...(asked === undefined ? {} : { "accept-language": asked }), ...call.headers };
    const answer = await world.call(to, { ...call, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers["content-language"]).toBe(contentLanguage);
    const problem = problemSchema.parse(answer.body);
    expect(problem).toMatchObject({ type: `urn:anhu:problem:${code}`, status, code });
    expect(problem.detail).toBe(problem.messages[language]);
    expect(/[㐀-鿿]/.test(problem.title)).toBe(language === "zh");
    expect((problem.errors ?? []).map(({ pointer }) => pointer).sort()).toEqual([...pointers].sort());
  });
});

test.each([
  ['{\n  "name": }', "line 2, column 11"],
  ['{"name": "松鹤院",}', "line 1, column 16"],
  ['{"beds": [1.5e, 2]}', "line 1, column 15"],
  ['{"name": "x', "line 1, column 12"],
  ["nul", "line 1, column 4"],
  [`{"beds": [${"1,".repeat(5000)}]}`, "line 1, column 10011"],
])("broken JSON %j is told to break at %s", async (text, where) => {
  const { body } = await world.call("register-facility", { text });
  expect(body.errors[0].messages.en).toBe(where);
});

test("a request as API Gateway hands it over is answered by the contract", async () => {
  const answer = (await world.invoke("show-resident", recorded("http-get-resident"))) as {
    statusCode: number;
    body: string;
  };
  expect(answer.statusCode).toBe(200);
  expect(residentDetail.parse(JSON.parse(answer.body))).toMatchObject({
    id: "resident-1",
    age: 86,
    bed: { label: "3号楼205-1床" },
    monitoring: { state: "unmonitored" },
  });
});

test.each([
  ["facility", "event"],
  ["facility", "status"],
  ["facility", "telemetry"],
  ["facility", "cmd"],
  ["device", "live"],
  ["device", "anhu-claim-7"],
  ["device", "browser-7f3a"],
])("a new %s cannot be called %s, and is told in words that the service uses that name", async (thing, id) => {
  const facility = { id, name: "松鹤院", kind: "care-home" };
  const device = { id, kind: "radar", residentId: "resident-1", csr: "csr" };
  const { status, body } = await (thing === "facility"
    ? world.call("register-facility", { body: facility })
    : world.call("enrol-device", { body: device }));
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([
    {
      pointer: "#/id",
      messages: { zh: expect.stringContaining("系统自用"), en: expect.stringContaining("itself uses") },
    },
  ]);
});

test.each([
  ["facility", "events"],
  ["facility", "live"],
  ["device", "lively"],
  ["device", "anhu-claims"],
  ["device", "my-browser-1"],
])("a new %s may be called %s", async (thing, id) => {
  if (thing === "facility") await world.must("register-facility", { body: { id, name: "松鹤院", kind: "care-home" } });
  else await world.enrol(id, "radar", "resident-1");
});

test.each([
  ["without body and headers it takes the defaults", { body: null, headers: null }, 200],
  ["without headers a body has no type", { headers: null }, 415],
  ["without a body its headers mean nothing", { body: null }, 200],
])("a request may say null for what it has none of: %s", async (_claim, nulls, status) => {
  const event = { ...(recorded("http-acknowledge") as HttpFixture), ...nulls };
  const lease = { ...event, pathParameters: { id: "home-1" }, isBase64Encoded: false };
  expect(await world.invoke("renew-live-lease", lease)).toMatchObject({ statusCode: status });
});

test("a body that is no UTF-8 is refused", async () => {
  const event = recorded("http-acknowledge") as HttpFixture;
  const answer = await world.invoke("acknowledge-alert", { ...event, body: Buffer.from([0xff]).toString("base64") });
  expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining("invalid-json") });
});

test("what goes wrong inside is a 500 that tells nothing of the inside, and is logged without personal data", async () => {
  const broken = new World();
  broken.engine = { ...broken.engine, get: async () => Promise.reject(new Error("secret path /var/lib")) };
  const { status, body } = await broken.call("show-resident", { id: "resident-1" });
  expect({ status, code: body.code }).toEqual({ status: 500, code: "internal" });
  expect(JSON.stringify(body)).not.toContain("secret");
  expect(broken.log).toMatchObject([
    { level: "error", function: "show-resident", requestId: "request-1", status: 500 },
  ]);
});
