import { expect } from "vitest";
import type { Ask } from "./asking.ts";

/** A still picture of one point, with nothing beside it. */
const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A niece who may see the light and pictures writes, is answered, gets a picture, and says how she wants to be told. */
export async function tellFamilyMessages(ask: Ask): Promise<void> {
  const messages = "/api/residents/r1/family-messages";
  await ask("niece", "POST", messages, { id: "fm-1", text: "姨妈今天怎么样？" });
  const list = await ask("nurse", "GET", "/api/family-messages");
  expect(list).toMatchObject({ unread: 1, items: [{ residentId: "r1", personId: "niece" }] });
  const until = list.items[0].lastAt;
  expect(await ask("nurse", "POST", `${messages}/read`, { personId: "niece", until })).toEqual({ unread: 0 });
  await ask("nurse", "POST", messages, { id: "fm-2", personId: "niece", text: "睡得很好。" });
  expect((await ask("niece", "GET", messages)).items).toMatchObject([{ text: "睡得很好。" }, { id: "fm-1" }]);
  const pictures = "/api/residents/r1/family-pictures";
  expect((await ask("carer", "GET", pictures)).items).toMatchObject([{ personId: "niece" }]);
  expect(await ask("carer", "POST", pictures, { id: "fp-1", text: "晒太阳", data: dot })).toEqual({ sentTo: 1 });
  const shown = await ask("niece", "GET", "/api/residents/r1/family-picture?picture=fp-1");
  expect(shown).toEqual({ id: "fp-1", type: "image/png", data: dot });
  const quiet = { from: "22:00", until: "07:00" };
  expect(await ask("niece", "POST", "/api/me/family-wishes", { quiet })).toMatchObject({ quiet });
  expect(await ask("niece", "GET", "/api/me/family-wishes")).toMatchObject({ quiet });
}
