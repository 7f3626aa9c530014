import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { call, callForAll, type Service, ServiceRefusedError } from "../service.ts";
import { faultsRefused } from "./csv-file.ts";
import { bedsOccupied, faultsTogether } from "./faults-together.ts";
import { facilitiesPlanned } from "./planned-facility.ts";
import { type RegisterFiles, type RegisterRows, registerRowsIn } from "./register-rows.ts";
import { sameFacility, sameResident } from "./same-as-registered.ts";

interface Counts {
  registered: number;
  /** Registered before, and the same. */
  there: number;
  /** Registered before, with other facts: left as they are. */
  readonly different: string[];
}

const together = 4;

/**
 * Registers what the files name. Every row is checked first, also against what is registered already, and nothing is
 * registered when one is wrong. What is there already stays as it is, so that a second run changes nothing.
 */
export async function importRegister(
  context: CommandContext<RegisterFiles & { readonly dryRun?: boolean }>,
): Promise<void> {
  const { options, terminal } = context;
  const files = stated(options);
  const rows = registerRowsIn(files, Date.now());
  const { service, known } = await registeredBefore(context, rows);
  const planned = facilitiesPlanned(rows);
  const knownResidents = await residentsOf(service, rows, known);
  const faults = [
    ...rows.faults,
    ...faultsTogether(files, rows, known, planned),
    ...bedsOccupied(files, rows, knownResidents),
  ];
  if (faults.length > 0) throw faultsRefused(faults, rows.words);

  const facilities = newCounts();
  const residents = newCounts();
  const progress = terminal.progress({ zh: "登记", en: "registering" }, planned.length + rows.residents.length);
  const isDry = options.dryRun === true;
  let stopped: Stop | undefined;
  async function take(file: string | undefined, row: number, id: string, add: () => Promise<void>): Promise<void> {
    // What was asked for in the same moment comes to its end; nothing else is begun.
    if (stopped !== undefined) return;
    try {
      await add();
      progress.step();
    } catch (error) {
      stopped ??= { error, file: file ?? "", row, id };
    }
  }
  try {
    for (const { row, ...facility } of planned) {
      const there = known.get(facility.id);
      await take(files.facilities, row, facility.id, () =>
        addOnce(service, "/api/facilities", facility, there, facilities, isDry, sameFacility),
      );
    }
    await forEachBounded(rows.residents, together, async ({ row, value }) => {
      const there = knownResidents.get(value.id);
      await take(files.residents, row, value.id, () =>
        addOnce(service, "/api/residents", value, there, residents, isDry, sameResident),
      );
    });
  } finally {
    progress.end();
  }
  if (stopped !== undefined) throw stoppedAt(stopped, facilities, residents);
  for (const [what, { different }] of [["facilities", facilities] as const, ["residents", residents] as const])
    if (different.length > 0)
      terminal.warn({
        zh: `已有且内容不同，未改动：${different.slice(0, 10).join(", ")}（共 ${different.length}）`,
        en: `registered before with other facts and left as they are: ${what} ${different.slice(0, 10).join(", ")} (${different.length} in all)`,
      });
  terminal.answer(
    { dryRun: isDry, facilities, residents },
    {
      zh: `${isDry ? "将" : "已"}登记 ${facilities.registered} 个机构、${residents.registered} 位服务对象；原已有且相同 ${facilities.there} 个机构、${residents.there} 位服务对象`,
      en: `${isDry ? "would register" : "registered"} ${facilities.registered} facilities and ${residents.registered} residents; ${facilities.there} facilities and ${residents.there} residents were there already, the same`,
    },
  );
}

function stated({ facilities, beds, residents }: RegisterFiles): RegisterFiles {
  if (facilities !== undefined || beds !== undefined || residents !== undefined)
    return {
      ...(facilities !== undefined && { facilities }),
      ...(beds !== undefined && { beds }),
      ...(residents !== undefined && { residents }),
    };
  throw new CommandFailedError(
    {
      zh: "请指明至少一个文件：--facilities、--beds、--residents",
      en: "name at least one file: --facilities, --beds, --residents",
    },
    { kind: "usage" },
  );
}

/** Where an import came to an end before its time. */
interface Stop {
  readonly error: unknown;
  readonly file: string;
  readonly row: number;
  readonly id: string;
}

/** Names the row that the service would not take and how far the import came; what is no refusal keeps its kind. */
function stoppedAt({ error, file, row, id }: Stop, facilities: Counts, residents: Counts): unknown {
  if (!(error instanceof CommandFailedError)) return error;
  const { messages, kind, facts } = error;
  const registered = { facilities: facilities.registered, residents: residents.registered };
  return new CommandFailedError(
    {
      zh: `${file} 第 ${row} 行“${id}”未能登记：${messages.zh}\n此前已登记 ${registered.facilities} 个机构、${registered.residents} 位服务对象，其余未登记。更正后再次运行同一命令即可，已登记的保持不变`,
      en: `${file} row ${row}, "${id}", was not taken: ${messages.en}\nregistered before that: ${registered.facilities} facilities and ${registered.residents} residents; the rest was not. Put it right and run the same command again: what is there stays as it is`,
    },
    { kind, cause: error, facts: { ...facts, file, row, id, registered } },
  );
}

/** The service with what is registered there. Faults of the files are told even when it does not answer. */
async function registeredBefore(
  context: CommandContext<RegisterFiles>,
  { faults, words }: RegisterRows,
): Promise<{ readonly service: Service; readonly known: ReadonlyMap<string, FacilityView> }> {
  try {
    const { service } = await context.target();
    return { service, known: await registered(service) };
  } catch (error) {
    throw faults.length > 0 && error instanceof CommandFailedError ? faultsRefused(faults, words) : error;
  }
}

async function registered(service: Service): Promise<ReadonlyMap<string, FacilityView>> {
  const { items } = await call<{ items: readonly FacilityView[] }>(service, "GET", "/api/facilities");
  return new Map(items.map((facility) => [facility.id, facility]));
}

async function residentsOf(
  service: Service,
  { residents }: RegisterRows,
  known: ReadonlyMap<string, FacilityView>,
): Promise<ReadonlyMap<string, ResidentView>> {
  const found = new Map<string, ResidentView>();
  const places = new Set(residents.map(({ value }) => value.facilityId).filter((id) => known.has(id)));
  await forEachBounded(places, together, async (facilityId) => {
    const list = await callForAll<ResidentView>(service, "/api/residents", { facilityId });
    for (const resident of list.items) found.set(resident.id, resident);
  });
  return found;
}

function newCounts(): Counts {
  return { registered: 0, there: 0, different: [] };
}

async function addOnce<T extends { readonly id: string }, V>(
  service: Service,
  path: "/api/facilities" | "/api/residents",
  body: T,
  there: V | undefined,
  counts: Counts,
  isDry: boolean,
  isSame: (body: T, there: V) => boolean,
): Promise<void> {
  if (there !== undefined) {
    if (isSame(body, there)) counts.there += 1;
    else counts.different.push(body.id);
    return;
  }
  try {
    if (!isDry) await call(service, "POST", path, { body });
    counts.registered += 1;
  } catch (error) {
    // Somebody else was faster, or the resident is registered with another facility.
    if (!(error instanceof ServiceRefusedError) || error.problemCode !== "already-exists") throw error;
    counts.different.push(body.id);
  }
}
