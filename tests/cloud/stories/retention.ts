import { expect } from "vitest";
import type { Ask } from "./asking.ts";

/** How long the data of r1 are kept, who was discharged: held, let go, erased; and the account of somebody who left. */
export async function tellRetention(ask: Ask): Promise<void> {
  const held = await ask("manager", "POST", "/api/residents/r1/legal-hold", { hold: true, reason: "纠纷" });
  expect(held).toMatchObject({ hold: { reason: "纠纷" } });
  await ask("manager", "POST", "/api/residents/r1/legal-hold", { hold: false, reason: "已结" });
  const state = await ask("manager", "GET", "/api/residents/r1/retention");
  expect(state.parts.find(({ part }: { part: string }) => part === "resident-record")).toMatchObject({
    end: "archived",
  });
  expect(await ask("manager", "POST", "/api/residents/r1/erasure", {})).toMatchObject({ state: "planned" });
  expect(await ask("manager", "POST", "/api/residents/r1/erasure", { confirm: "r1" })).toMatchObject({
    state: "erased",
  });
  await ask("operator", "POST", "/api/people/colleague", { disabled: true });
  expect(await ask("operator", "POST", "/api/people/colleague/erasure", { confirm: "colleague" })).toMatchObject({
    state: "erased",
  });
  expect((await ask("operator", "GET", "/api/erasures")).items).toHaveLength(2);
}
