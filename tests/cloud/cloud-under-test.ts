import { expect, inject, onTestFinished } from "vitest";
import type { Person, RoleAt } from "../../domain/model/person.ts";
import { type Assembly, readAssembly, type Template } from "./assembly/read-assembly.ts";
import type { Cloud } from "./cloud.ts";
import { type ExecuteOptions, executeAssembly } from "./execute-assembly.ts";
import type { CellName } from "./synthesise.ts";

export const startAt = Date.parse("2026-11-22T09:00:00+08:00");

/** A cell as it was synthesised, with templates of its own that a test may change. */
export function synthesised(cell: CellName = "anhu"): Assembly {
  return readAssembly(inject("assembly"), cell);
}

/**
 * Who is there in every test: `nurse` runs the service too, so that a test needs one token; `operator` only runs it, and
 * `colleague` only nurses. `manager` manages the home, `desk` receives people at a hospital.
 */
const staff: readonly Person[] = [
  registered("nurse", { role: "operator" }, { role: "nurse", facilityId: "home" }),
  registered("colleague", { role: "nurse", facilityId: "home" }),
  registered("operator", { role: "operator" }),
  registered("manager", { role: "facility-manager", facilityId: "home" }),
  registered("desk", { role: "referral-coordinator", facilityId: "hospital" }),
];

export function registered(id: string, ...roles: readonly RoleAt[]): Person {
  return { id, name: id, roles, relations: [], reach: { pushes: [], language: "zh" }, version: 1 };
}

/** Runs what was synthesised, until the test is over. */
export async function startedCloud(options: Partial<ExecuteOptions> = {}): Promise<Cloud> {
  const cloud = await executeAssembly({ assembly: synthesised(), startAt, people: staff, ...options });
  onTestFinished(() => cloud.close());
  return cloud;
}

type Resource = Template["Resources"][string];
// biome-ignore lint/suspicious/noExplicitAny: a test changes what it expects to be there.
type Properties = any;

/** Changes the properties of every resource that fits; throws when none does. */
export function change(
  assembly: Assembly,
  fits: (resource: Resource, logicalId: string) => boolean,
  edit: (properties: Properties, remove: () => void) => void,
): Assembly {
  let changed = 0;
  for (const { Resources } of assembly.stacks.values()) {
    for (const [logicalId, resource] of Object.entries(Resources)) {
      if (!fits(resource, logicalId)) continue;
      edit(resource.Properties, () => delete (Resources as Record<string, Resource>)[logicalId]);
      changed += 1;
    }
  }
  if (changed === 0) throw new Error("nothing in the templates fits");
  return assembly;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there.
type Json = any;

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** Calls the HTTP API as somebody who signed in. */
export async function call(
  cloud: Cloud,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  const response = await fetch(`${cloud.http}${path}`, {
    method,
    headers: { "content-type": "application/json", authorization: `Bearer ${token ?? (await cloud.token("nurse"))}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** A facility `home` with the resident `r1`. */
export async function withResident(cloud: Cloud, person: object = {}): Promise<void> {
  const home = { id: "home", name: "颐养院", kind: "care-home", beds: [{ id: "b1", label: "101" }] };
  expect(await call(cloud, "POST", "/api/facilities", home)).toMatchObject({ status: 201 });
  const resident = {
    id: "r1",
    name: "王秀英",
    sex: "female",
    birthDate: "1940-05-01",
    facilityId: "home",
    bedId: "b1",
  };
  expect(await call(cloud, "POST", "/api/residents", { ...resident, ...person })).toMatchObject({ status: 201 });
}
