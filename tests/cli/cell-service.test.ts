import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { World } from "../functions/world.ts";
import { anhu, awsEnvironment, ownFolder } from "./anhu-under-test.ts";
import { type LambdaEndpoint, lambdaEndpoint, type Refusal } from "./lambda-endpoint.ts";

let world: World;
let endpoint: LambdaEndpoint;
let choice: readonly string[];

beforeEach(async () => {
  world = await new World().furnish();
  endpoint = await lambdaEndpoint(world);
  const cells = ownFolder();
  writeFileSync(join(cells, "taihe.yaml"), "name: taihe\nregion: eu-west-1\n");
  choice = ["--cells", cells, "--cell", "taihe"];
  awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: endpoint.url });
});

describe("a cell is reached by its functions", () => {
  test("which are named after the manifest and answer as behind the API", async () => {
    const list = await anhu("device", "list", ...choice, "--json");
    expect(list.code).toBe(0);
    expect(list.json.items.map(({ id }: { id: string }) => id).toSorted()).toEqual(["band-1", "bed-1", "bed-2"]);
    expect(endpoint.invoked).toEqual(["anhu-list-devices"]);
  });

  test("and takes what a box takes: facility, resident, revocation", async () => {
    const facility = [
      "facility",
      "add",
      "--id",
      "home-2",
      "--name",
      "颐养院",
      "--kind",
      "care-home",
      "--bed",
      "b1=101",
    ];
    expect(await anhu(...facility, ...choice)).toMatchObject({ code: 0, stdout: "registered 颐养院: home-2\n" });
    const resident = ["--id", "r-9", "--name", "王桂英", "--sex", "female", "--birth-date", "1941-03-08"];
    const place = ["--facility", "home-2", "--bed", "b1"];
    expect(await anhu("resident", "add", ...resident, ...place, ...choice)).toMatchObject({ code: 0 });
    expect(await anhu("device", "revoke", "band-1", ...choice)).toMatchObject({ code: 0, stdout: "revoked band-1\n" });
    expect(world.revokedSerials).toHaveLength(1);
  });

  test("and refuses in the service's own words, with every place that is wrong", async () => {
    const refused = await anhu("facility", "add", "--name", "", "--kind", "care-home", ...choice);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^anhu: The request is not valid; nothing was changed\..*\n {2}#\/name: /);
    const known = await anhu(
      "facility",
      "add",
      "--id",
      "home-1",
      "--name",
      "x",
      "--kind",
      "care-home",
      ...choice,
      "--json",
    );
    expect(known.json.error).toMatchObject({ kind: "refused", exitCode: 1, problem: { code: "already-exists" } });
  });

  test("an id in a path keeps its letters", async () => {
    const refused = await anhu("device", "revoke", "a b/c", ...choice, "--json");
    expect(refused.code).toBe(1);
    expect(endpoint.invoked).toEqual(["anhu-revoke-device"]);
  });
});

const refused = (status: number, code: string, message: string): Refusal => ({
  kind: "refused",
  status,
  code,
  message,
});

describe("what AWS refuses is one line", () => {
  test.each([
    [
      "a missing permission, with what to grant and where",
      refused(
        403,
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/li is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:123456789012:function:anhu-list-devices because no identity-based policy allows the lambda:InvokeFunction action",
      ),
      4,
      "anhu: arn:aws:iam::123456789012:user/li may not lambda:InvokeFunction: ask the administrator to grant lambda:InvokeFunction on arn:aws:lambda:eu-west-1:123456789012:function:anhu-list-devices (docs/operators-command.md lists all of them)\n",
    ],
    [
      "expired credentials",
      refused(403, "ExpiredTokenException", "The security token included in the request is expired"),
      4,
      "anhu: the AWS credentials have expired: sign in again (aws sso login) and repeat the command\n",
    ],
    [
      "credentials that AWS does not know",
      refused(403, "UnrecognizedClientException", "The security token included in the request is invalid."),
      4,
      "anhu: AWS does not accept these credentials (UnrecognizedClientException): check AWS_PROFILE; accounts in China and elsewhere are apart (region eu-west-1)\n",
    ],
    [
      "a cell that is not deployed",
      refused(
        404,
        "ResourceNotFoundException",
        "Function not found: arn:aws:lambda:eu-west-1:1:function:anhu-list-devices",
      ),
      1,
      "anhu: taihe is not wholly deployed in eu-west-1 (lambda:InvokeFunction: Function not found: arn:aws:lambda:eu-west-1:1:function:anhu-list-devices): run npx cdk deploy --all, or see what is missing with anhu doctor\n",
    ],
    [
      "a function that fails",
      { kind: "thrown", errorType: "WrongEnvironmentError", errorMessage: "the environment lacks ANHU_TABLE_PREFIX" },
      1,
      "anhu: the function anhu-list-devices failed (WrongEnvironmentError: the environment lacks ANHU_TABLE_PREFIX): see its log and anhu doctor\n",
    ],
  ] as const)("%s", async (_claim, refusal, code, line) => {
    endpoint.instead = () => refusal;
    expect(await anhu("device", "list", ...choice)).toEqual({ code, stdout: "", stderr: line, json: undefined });
  });

  test("throttling, after it was tried again", { timeout: 180_000 }, async () => {
    endpoint.instead = () => refused(429, "TooManyRequestsException", "Rate Exceeded.");
    const throttled = await anhu("device", "list", ...choice);
    expect(throttled).toMatchObject({ code: 3, stdout: "" });
    expect(throttled.stderr).toMatch(
      /^anhu: AWS throttles lambda:InvokeFunction .*run the same command again[^\n]*\n$/,
    );
    expect(endpoint.invoked.length).toBeGreaterThan(1);
  });

  test("no credentials at all", async () => {
    awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: endpoint.url, AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" });
    const none = await anhu("device", "list", ...choice);
    expect(none).toMatchObject({ code: 4, stdout: "" });
    expect(none.stderr).toBe(
      "anhu: no AWS credentials for taihe: run aws sso login, or set AWS_PROFILE (or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)\n",
    );
  });

  test("no way to AWS", async () => {
    awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: "http://127.0.0.1:9" });
    const far = await anhu("device", "list", ...choice);
    expect(far).toMatchObject({ code: 3, stdout: "" });
    expect(far.stderr).toMatch(/^anhu: AWS cannot be reached in eu-west-1 \(lambda:InvokeFunction: [^\n]*\n$/);
  });

  test.each([
    ["200", 200],
    ["403", 403],
  ])("a page of the network in place of AWS, with status %s", async (_claim, status) => {
    const page = createServer((_, response) => {
      response.writeHead(status, { "content-type": "text/html" }).end("<html>sign in</html>");
    });
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      page.close();
      page.closeAllConnections();
    });
    awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(page.address() as AddressInfo).port}` });
    const ran = await anhu("device", "list", ...choice);
    expect(ran.stderr).toMatch(/^anhu: what answered lambda:InvokeFunction in eu-west-1 is not AWS: [^\n]*\n$/);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
  });

  test("no region, when there is no cell file to say it", async () => {
    const none = await anhu("device", "list", "--cells", ownFolder(), "--cell", "anhu");
    expect(none).toMatchObject({ code: 4, stdout: "" });
    expect(none.stderr).toMatch(/^anhu: no region is set: set AWS_REGION, or make a cell file: [^\n]*\n$/);
  });
});

test("an unknown cell is refused with those that there are", async () => {
  const unknown = await anhu("status", ...choice.slice(0, 2), "--cell", "fuyang");
  expect(unknown).toMatchObject({ code: 1 });
  expect(unknown.stderr).toMatch(
    /there is no cell file .*fuyang\.yaml \(there are: taihe\); make one: anhu cell init fuyang/,
  );
});

test("a cell and a box cannot both be meant", async () => {
  expect(await anhu("status", ...choice, "--box", "http://127.0.0.1:8080")).toMatchObject({ code: 2, stdout: "" });
});
