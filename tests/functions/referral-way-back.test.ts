import { beforeEach, describe, expect, test } from "vitest";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { momentText } from "../../contracts/papers/field-lines.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { act, calledFor, caseOf, consortium, letTimePass, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const head = "facility-manager@home-1";
const doctor = "doctor@hospital-1";
const within = (ms: number) => isoTimeOf(world.now + ms);
const lateAt = async (house: string) =>
  (await calledFor(world, house)).filter(({ kind }) => kind === "referral-late").length;

/** In the hospital, and fit to go back. */
async function fitToGo(body: object = {}): Promise<string> {
  const { id } = await request(world, { mode: "green-channel", ...body });
  await step(world, id, nurse, { do: "depart", expectedAt: within(25 * minute) });
  await step(world, id, doctor, { do: "arrive" });
  await step(world, id, doctor, { do: "admit" });
  await step(world, id, doctor, { do: "ready" });
  return id;
}

async function form(id: string, kind: "out" | "back"): Promise<string> {
  const { body } = await world.call("print-referral", { id, query: { kind }, as: nurse });
  return (await readPdf(Buffer.from(body as unknown as string, "base64"))).pages.map(bare).join("");
}

describe("when somebody comes home", () => {
  test("is the appointment of the house that takes them, until which nobody is late", async () => {
    const id = await fitToGo();
    const at = world.now + 3 * day;
    const shown = await step(world, id, head, { do: "accept-down", expectedAt: isoTimeOf(at) });
    expect(shown).toMatchObject({ backAt: isoTimeOf(at), dueAt: isoTimeOf(at) });
    const board = await world.must("list-arrivals", { id: "hospital-1", as: doctor });
    expect(board.fitForDown).toMatchObject([{ id, backAt: isoTimeOf(at) }]);
    await letTimePass(world, 2 * day);
    expect(await lateAt("hospital-1")).toBe(0);
    await letTimePass(world, day + minute);
    expect(await lateAt("hospital-1")).toBe(1);
  });

  test("is what is said with the departure, a quarter of an hour before it is late; a note moves it; both boards say it", async () => {
    const id = await fitToGo();
    await step(world, id, head, { do: "accept-down", expectedAt: within(day) });
    const out = (await caseOf(world, id)).expectedAt;
    const left = await step(world, id, doctor, { do: "depart-back", expectedAt: within(45 * minute) });
    expect(left).toMatchObject({ backAt: within(45 * minute), dueAt: within(hour) });
    const at = isoTimeOf(world.now + 2 * hour);
    await step(world, id, doctor, { do: "note", reason: "堵车", expectedAt: at });
    const board = await world.must("list-arrivals", { id: "home-1", as: nurse });
    expect(board.comingBack).toMatchObject([{ id, backAt: at, dueAt: within(2 * hour + 15 * minute) }]);
    for (const as of [nurse, doctor])
      expect((await world.must("list-referrals", { as })).items).toMatchObject([{ id, backAt: at }]);
    expect((await caseOf(world, id)).expectedAt).toBe(out);
  });

  test("stands on the form of the way back, and leaves that of the way out as it is", async () => {
    const id = await fitToGo();
    const label = bare("预约（预计到达）");
    expect(await form(id, "back")).toContain(`${label}${bare("未记录")}`);
    const at = world.now + day;
    await step(world, id, head, { do: "accept-down", expectedAt: isoTimeOf(at) });
    expect(await form(id, "back")).toContain(`${label}${bare(momentText(at))}`);
    expect(await form(id, "out")).not.toContain(bare(momentText(at)));
    expect(await form(id, "out")).toContain(label);
  });

  test.each([
    ["decline-down", head, { reason: "没有床位" }],
    ["not-ready", doctor, { reason: "发热" }],
    ["offer-down", doctor, { toFacilityId: "centre-1" }],
  ])("is said anew after %s", async (action, as, body) => {
    const id = await fitToGo();
    await step(world, id, head, { do: "accept-down", expectedAt: within(day) });
    expect(await step(world, id, as, { do: action, ...body })).not.toHaveProperty("backAt");
  });

  test("stands again where the departure is taken back", async () => {
    const id = await fitToGo();
    const at = within(day);
    await step(world, id, head, { do: "accept-down", expectedAt: at });
    await step(world, id, doctor, { do: "depart-back", expectedAt: within(30 * minute) });
    expect(await step(world, id, doctor, { do: "take-back" })).toMatchObject({ state: "down-accepted", backAt: at });
  });

  test("may not be a slip", async () => {
    const id = await fitToGo();
    const said = await act(world, id, head, { do: "accept-down", expectedAt: "2020-01-01T00:00:00Z" });
    expect(said.body).toMatchObject({ code: "invalid-request", errors: [{ pointer: "#/expectedAt" }] });
  });
});
