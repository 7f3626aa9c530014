import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, describe, expect, test } from "vitest";
import { PersonStore } from "../../stores/person-store.ts";
import { motoEndpoint } from "../aws-emulators.ts";
import { World } from "../functions/world.ts";
import { startedBox, withDevices } from "../local/box-under-test.ts";
import { anhu, awsEnvironment, ownFolder } from "./anhu-under-test.ts";
import { lambdaEndpoint } from "./lambda-endpoint.ts";

describe("on a box", () => {
  test("somebody is registered, given another role, listed, shut out and let in again", async () => {
    const box = await startedBox();
    await withDevices(box);
    const at = ["--data", box.dataFolder];
    const person = ["--subject", "li", "--name", "李护士", "--role", "nurse@home", "--phone", "+8613800000000"];
    const added = await anhu("people", "add", ...person, ...at);
    expect(added).toMatchObject({ code: 0, stderr: "" });
    expect(added.stdout).toMatch(/^registered 李护士: li; to sign in they need anhu account add --person li/);
    expect((await anhu("people", "change", "li", "--role", "doctor@home", ...at)).stdout).toBe("changed 李护士\n");
    expect((await anhu("people", "disable", "li", ...at)).stdout).toBe("李护士 is shut out\n");
    expect((await anhu("people", "list", ...at)).stdout).toMatch(/^li +disabled +doctor@home +李护士$/m);
    expect((await anhu("people", "enable", "li", ...at)).code).toBe(0);
    const { items } = (await anhu("people", "list", "--facility", "home", "--json", ...at)).json;
    expect(items).toMatchObject([
      { id: "li", roles: [{ role: "doctor", facilityId: "home" }], reach: { phone: "+8613800000000" } },
    ]);
    expect((await anhu("people", "change", "li", "--no-roles", ...at)).code).toBe(0);
  });

  test("what cannot be is refused in the service's words", async () => {
    const box = await startedBox();
    const at = ["--data", box.dataFolder];
    const nowhere = await anhu("people", "add", "--name", "李", "--role", "nurse@nowhere", ...at);
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("no facility nowhere") });
    const everywhere = await anhu("people", "add", "--name", "李", "--role", "nurse", ...at);
    expect(everywhere).toMatchObject({ code: 1, stderr: expect.stringContaining("name it") });
    await anhu("people", "add", "--subject", "boss", "--name", "钱", "--operator", ...at);
    const last = await anhu("people", "disable", "boss", ...at);
    expect(last).toMatchObject({ code: 1, stderr: expect.stringContaining("last operator") });
  });
});

describe("in a cell", () => {
  let world: World;
  let cell: (text?: string) => readonly string[];

  beforeEach(async () => {
    world = await new World().furnish();
    const lambda = await lambdaEndpoint(world);
    const cells = ownFolder();
    cell = (text = "") => {
      writeFileSync(join(cells, "taihe.yaml"), `name: taihe\nregion: us-east-1\n${text}`);
      return ["--cells", cells, "--cell", "taihe"];
    };
    awsEnvironment({
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
      ...(motoEndpoint !== undefined && { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: motoEndpoint }),
    });
  });

  const registered = async (id: string) => new PersonStore(world.tables).find(id);

  test("with an issuer of its own the subject is asked for, and the first operator is made with the account's rights", async () => {
    const issuer = "signIn: { kind: oidc, issuer: https://id.example.org, audience: anhu, clientId: pages }\n";
    const without = await anhu("people", "add", "--name", "钱", "--operator", ...cell(issuer));
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining("--subject SUB") });
    const made = await anhu("people", "add", "--name", "钱", "--operator", "--subject", "auth0|7", ...cell(issuer));
    expect(made).toMatchObject({ code: 0, stdout: "registered 钱: auth0|7\n" });
    expect(await registered("auth0|7")).toMatchObject({ roles: [{ role: "operator" }] });
  });

  test.skipIf(motoEndpoint === undefined)(
    "with Cognito they are invited there, under the subject that it gives; once more takes who is there",
    { timeout: 180_000 },
    async () => {
      await fetch(`${motoEndpoint}/moto-api/reset`, { method: "POST" });
      const without = await anhu(
        "people",
        "add",
        "--name",
        "钱",
        "--operator",
        "--email",
        "qian@example.org",
        ...cell(),
      );
      expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining("no user pool anhu") });
      const cognito = new CognitoIdentityProviderClient({ region: "us-east-1", endpoint: motoEndpoint as string });
      const pool = { PoolName: "anhu", UsernameAttributes: ["email" as const] };
      const { UserPool } = await cognito.send(new CreateUserPoolCommand(pool));
      const person = ["people", "add", "--name", "钱", "--operator", "--email", "qian@example.org", "--json"];
      const { id } = (await anhu(...person, ...cell())).json;
      expect(await registered(id)).toMatchObject({
        roles: [{ role: "operator" }],
        reach: { email: "qian@example.org" },
      });
      const again = await anhu(...person, ...cell());
      expect(again.json.error.problem).toMatchObject({ code: "already-exists" });

      await anhu("people", "add", "--name", "二", "--operator", "--subject", "second", ...cell());
      expect((await anhu("people", "disable", id, ...cell())).code).toBe(0);
      const user = () =>
        cognito.send(new AdminGetUserCommand({ UserPoolId: UserPool?.Id, Username: "qian@example.org" }));
      expect((await user()).Enabled).toBe(false);
      expect((await anhu("people", "enable", id, ...cell())).code).toBe(0);
      expect((await user()).Enabled).toBe(true);
    },
  );
});
