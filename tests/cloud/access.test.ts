import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, onTestFinished, test } from "vitest";
import { closed } from "../local/box-under-test.ts";
import { call, registered, synthesised, withResident } from "./cloud-under-test.ts";
import { motoEndpoint } from "./emulators.ts";
import { type CellUnderTest, startedCell } from "./iot/cell-under-test.ts";
import { listening } from "./iot/connected-device.ts";

/** What the issue asks for, from the request that takes a right to the end of the connection. */
const longestMs = 5_000;

/** `nurse` runs the service; `li` and `wang` nurse at one home each. */
async function cellWithPeople(): Promise<CellUnderTest> {
  const people = [
    registered("nurse", { role: "operator" }),
    registered("li", { role: "nurse", facilityId: "home" }),
    registered("wang", { role: "nurse", facilityId: "home-2" }),
  ];
  const cell = await startedCell({ people });
  await withResident(cell.cloud);
  const second = { id: "home-2", name: "康宁院", kind: "care-home" };
  expect(await call(cell.cloud, "POST", "/api/facilities", second)).toMatchObject({ status: 201 });
  return cell;
}

const as = async ({ cloud }: CellUnderTest, subject: string, path: string) =>
  call(cloud, "GET", path, undefined, await cloud.token(subject));

test("the subject of a token decides what its bearer sees", async () => {
  const cell = await cellWithPeople();
  expect(await as(cell, "li", "/api/residents/r1")).toMatchObject({ status: 200, body: { id: "r1" } });
  expect((await as(cell, "li", "/api/facilities")).body.items).toMatchObject([{ id: "home" }]);
  const [other, none] = [await as(cell, "wang", "/api/residents/r1"), await as(cell, "wang", "/api/residents/r9")];
  expect([other.status, JSON.stringify(other.body).replaceAll("r1", "·")]).toEqual([
    404,
    JSON.stringify(none.body).replaceAll("r9", "·"),
  ]);
  expect(await as(cell, "stranger", "/api/residents/r1")).toMatchObject({ status: 403, body: { code: "no-access" } });
  expect(await call(cell.cloud, "GET", "/api/residents/r1", undefined, "none")).toMatchObject({ status: 401 });
  const { body: me } = await as(cell, "li", "/api/me");
  expect(me).toMatchObject({ id: "li", facilities: [{ id: "home", name: "颐养院" }] });
  expect(cell.cloud.denied()).toEqual([]);
});

test("a page listens where its person may, and nowhere else", async () => {
  const cell = await cellWithPeople();
  const page = await listening(cell, await cell.cloud.token("li"));
  await page.subscribeAsync("anhu/v1/live/home");
  for (const filter of ["anhu/v1/live/home-2", "anhu/v1/live/+", "anhu/v1/live/#"])
    await expect(page.subscribeAsync(filter), filter).rejects.toThrow();
  const everywhere = await listening(cell, await cell.cloud.token("nurse"), "browser-2");
  await everywhere.subscribeAsync("anhu/v1/live/+");
  await expect(listening(cell, await cell.cloud.token("stranger"), "browser-3")).rejects.toThrow();
  expect(cell.iot.troubles()).toEqual([]);
});

test("who is disabled cannot sign in with their account either, nor renew a session, until they are let in again", async () => {
  const { cloud } = await cellWithPeople();
  const credentials = { accessKeyId: "operator", secretAccessKey: "operator" };
  const cognito = new CognitoIdentityProviderClient({ region: cloud.region, endpoint: motoEndpoint(), credentials });
  onTestFinished(() => cognito.destroy());
  const account = { UserPoolId: cloud.resources("AWS::Cognito::UserPool")[0]?.ref, Username: "zhao@example.org" };
  const { User } = await cognito.send(new AdminCreateUserCommand(account));
  const id = User?.Attributes?.find(({ Name }) => Name === "sub")?.Value;
  const roles = [{ role: "nurse", facilityId: "home" }];
  expect(await call(cloud, "POST", "/api/people", { id, name: "赵护士", roles })).toMatchObject({ status: 201 });
  for (const disabled of [true, false]) {
    expect(await call(cloud, "POST", `/api/people/${id}`, { disabled })).toMatchObject({ status: 200 });
    const { Enabled } = await cognito.send(new AdminGetUserCommand(account));
    expect(Enabled).toBe(!disabled);
  }
  const told = cloud.calls().filter(({ action }) => action.startsWith("cognito-idp:"));
  expect(told.map(({ functionName, action }) => `${functionName} ${action}`)).toEqual([
    "anhu-change-person cognito-idp:AdminDisableUser",
    "anhu-change-person cognito-idp:AdminUserGlobalSignOut",
    "anhu-change-person cognito-idp:AdminEnableUser",
  ]);
  expect(cloud.denied()).toEqual([]);
});

test("in a cell whose people an external issuer signs in, disabling somebody calls nobody and needs no right", async () => {
  const people = [registered("nurse", { role: "operator" }), registered("li", { role: "operator" })];
  const { cloud } = await startedCell({ assembly: synthesised("north"), region: "cn-north-1", people });
  expect(await call(cloud, "POST", "/api/people/li", { disabled: true })).toMatchObject({ status: 200 });
  expect(await call(cloud, "GET", "/api/me", undefined, await cloud.token("li"))).toMatchObject({ status: 403 });
  expect(cloud.denied()).toEqual([]);
});

test.each([
  ["a role is taken", (cell: CellUnderTest) => call(cell.cloud, "POST", "/api/people/li", { roles: [] })],
  ["the person is disabled", (cell: CellUnderTest) => call(cell.cloud, "POST", "/api/people/li", { disabled: true })],
  [
    "the person signs out",
    async (cell: CellUnderTest) =>
      call(cell.cloud, "POST", "/api/me/sign-out", undefined, await cell.cloud.token("li")),
  ],
])("when %s their live connections end, nobody else's, by the rights of the function alone", async (what, change) => {
  const cell = await cellWithPeople();
  const [desk, phone, other] = [
    await listening(cell, await cell.cloud.token("li"), "browser-1"),
    await listening(cell, await cell.cloud.token("li"), "browser-2"),
    await listening(cell, await cell.cloud.token("wang"), "browser-3"),
  ];
  const asked = performance.now();
  expect(await change(cell)).toMatchObject({ status: 200 });
  await Promise.all([closed(desk), closed(phone)]);
  const took = performance.now() - asked;
  expect(took).toBeLessThan(longestMs);
  expect(other.connected).toBe(true);
  expect(cell.cloud.denied()).toEqual([]);
  console.info(`${what}: both connections over after ${Math.round(took)} ms, the function's cold start included`);
});
