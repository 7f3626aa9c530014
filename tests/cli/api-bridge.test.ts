import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { apiBridge } from "../../cli/api-bridge.ts";
import { parsedCell } from "../../cli/cells/cell-files.ts";
import { lambdaService } from "../../cli/cells/lambda-service.ts";
import { getJson, postJson, readBoxClock } from "../../devices-sim/box.ts";
import { World } from "../functions/world.ts";
import { awsEnvironment } from "./anhu-under-test.ts";
import { lambdaEndpoint } from "./lambda-endpoint.ts";

async function bridged(world: World): Promise<string> {
  awsEnvironment({ AWS_ENDPOINT_URL_LAMBDA: (await lambdaEndpoint(world)).url });
  const cell = parsedCell("test", { name: "taihe", region: "eu-west-1" });
  const server = createServer(apiBridge(lambdaService(cell, Date.now)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the simulator's own calls reach a cell's functions: its clock, a registration, one that is there, a list", async () => {
  const world = new World();
  const http = await bridged(world);
  expect(await readBoxClock({ http })).toEqual({ time: world.now, speed: 1 });
  const home = { id: "home-1", name: "颐养院", kind: "care-home", beds: [] };
  expect(await postJson({ http }, "/api/facilities", home)).toBe("done");
  expect(await postJson({ http }, "/api/facilities", home)).toBe("conflict");
  expect(await getJson({ http }, "/api/residents?facilityId=home-1")).toEqual({ items: [] });
});

test("what is no route, or no JSON, is answered and ends nothing", async () => {
  const http = await bridged(new World());
  expect((await fetch(`${http}/api/nothing`)).status).toBe(502);
  expect((await fetch(`${http}/api/facilities`, { method: "POST", body: "{" })).status).toBe(502);
  expect((await fetch(`${http}/api/facilities`)).status).toBe(200);
});
