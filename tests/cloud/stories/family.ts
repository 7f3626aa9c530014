import { expect } from "vitest";
import type { Ask } from "./asking.ts";

/** What a son sees of her own, by every route, after a fall that was seen to. */
export async function tellFamily(ask: Ask, date: string): Promise<void> {
  const { items } = await ask("son", "GET", "/api/family");
  expect(items).toMatchObject([{ id: "r1", access: { state: "granted" }, light: { state: expect.any(String) } }]);
  await ask("son", "POST", "/api/family/r1/live-lease", { seconds: 60 });
  expect(await ask("son", "GET", "/api/family/r1")).toMatchObject({ id: "r1", openAlerts: { count: 0 } });
  const alerts = await ask("son", "GET", "/api/family/r1/alerts");
  expect(alerts.items).toMatchObject([{ course: "over", doing: { zh: "工作人员已处理" } }]);
  const story = await ask("son", "GET", `/api/family/r1/days/${date}`);
  expect(story.entries.map(({ kind }: { readonly kind: string }) => kind)).toContain("alert");
  expect((await ask("son", "GET", "/api/family/r1/trends?period=month")).nights).toHaveLength(31);
}
