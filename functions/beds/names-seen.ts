import type { NamesSeen } from "../../contracts/bed-view.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Deps } from "../shell/deps.ts";
import { readEach } from "../shell/read-each.ts";

type Reading = Pick<Deps<"show-bed-board">, "residents" | "log">;

/** The names of residents for a caller who may read residents at the facility; undefined for everybody else. */
export async function namesSeen(
  residentIds: readonly string[],
  facilityId: string,
  caller: Caller,
  { residents, log }: Reading,
): Promise<NamesSeen> {
  if (!mayDo(caller, "resident.read", { kind: "facility", facilityId })) return undefined;
  const { found, unreadable } = await readEach(residents, [...new Set(residentIds)]);
  for (const [residentId, error] of unreadable) log.error("resident cannot be read", { residentId, error });
  return new Map(
    Array.from(found.values())
      .filter((resident) => resident.facilityId === facilityId)
      .map(({ id, name }) => [id, name]),
  );
}
