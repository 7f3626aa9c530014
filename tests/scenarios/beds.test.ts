import { describe, expect, test } from "vitest";
import type { BedBoardView } from "../../contracts/http/beds.ts";
import { describeOnEachRuntime, scenario } from "./scenario.ts";
import type { ServiceUnderTest } from "./service.ts";

async function standing({ get }: ServiceUnderTest): Promise<readonly string[]> {
  const board = (await get("/api/facilities/home/beds")) as BedBoardView;
  return board.beds.map(({ id, standing: how, use }) => `${id} ${use} ${how}`);
}

await describeOnEachRuntime("beds", (start) => {
  describe("a bed that is kept for somebody who is to come", () => {
    test("is nobody else's until its time, and free at it", async () => {
      const service = await start("2026-11-22T20:00:00+08:00");
      const evening = await scenario(service);
      const { post } = service;
      const beds = [
        { id: "b1", label: "101" },
        { id: "b2", label: "102" },
      ];
      expect(await post("/api/facilities/home", { addBeds: beds })).toBe(200);
      expect(await post("/api/residents/r1/move", { bedId: "b1" })).toBe(200);
      const hold = { bedId: "b2", holdId: "h1", minutes: 30, note: "县医院转回" };
      expect(await post("/api/facilities/home/beds/hold", hold)).toBe(200);
      expect(await standing(service)).toEqual(["b1 care occupied", "b2 care held"]);
      expect(await post("/api/residents/r1/move", { bedId: "b2" })).toBe(409);
      expect(await post("/api/facilities/home/beds/hold", { bedId: "b2", minutes: 5 })).toBe(409);
      await evening.at("20:29:59");
      expect(await standing(service)).toContain("b2 care held");
      await evening.at("20:30");
      expect(await standing(service)).toContain("b2 care free");
      await evening.at("20:36");
      expect(await post("/api/residents/r1/move", { bedId: "b2" })).toBe(200);
      expect(await standing(service)).toEqual(["b1 care free", "b2 care occupied"]);
    });
  });
});
