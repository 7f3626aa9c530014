import type { FacilityView } from "../../contracts/http/facilities.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import type { BedName } from "../../domain/model/facility.ts";
import { forEachBounded } from "../../functions/shell/bounded.ts";
import type { CommandContext } from "../command-context.ts";
import { CommandFailedError } from "../failure.ts";
import { call, callForAll, type Service, ServiceRefusedError } from "../service.ts";
import { type CsvFault, faultsRefused } from "./csv-file.ts";
import { type RegisterFiles, type RegisterRows, registerRowsIn } from "./register-rows.ts";

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

interface PlannedFacility {
  readonly row: number;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly beds: readonly BedName[];
}

function facilitiesPlanned({ facilities, beds }: RegisterRows): readonly PlannedFacility[] {
  return facilities.map(({ row, value: { id, name, kind } }) => {
    return {
      row,
      id,
      name,
      kind,
      beds: beds.filter(({ value }) => value.facility === id).map(({ value }) => value.bed),
    };
  });
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

/** What only all rows together, with what is registered, can show. */
function faultsTogether(
  files: RegisterFiles,
  { beds, residents, doubtful }: RegisterRows,
  known: ReadonlyMap<string, FacilityView>,
  planned: readonly PlannedFacility[],
): readonly CsvFault[] {
  const all = new Map<string, { readonly beds: readonly BedName[] }>([
    ...planned.map((facility) => [facility.id, facility] as const),
    // What is registered counts, since an import changes nothing of it.
    ...known,
  ]);
  const noFacility = {
    zh: "没有这个机构：应在 facilities 中或已登记",
    en: "must be a facility of these files or registered",
  };
  const bedFaults = beds.flatMap(({ row, value: { facility, bed } }) => {
    const file = files.beds ?? "";
    if (doubtful.has(facility)) return [];
    if (!all.has(facility)) return [{ file, row, column: "facility", value: facility, expected: noFacility }];
    const there = known.get(facility);
    if (there === undefined || there.beds.some(({ id }) => id === bed.id)) return [];
    const expected = {
      zh: `机构 ${facility} 已登记且没有这张床位；床位只能随机构一起登记`,
      en: `must be a bed that facility ${facility} was registered with: beds come with their facility`,
    };
    return [{ file, row, column: "id", value: bed.id, expected }];
  });
  const residentFaults = residents.flatMap(({ row, value: { facilityId, bedId } }) => {
    const file = files.residents ?? "";
    if (doubtful.has(facilityId)) return [];
    const facility = all.get(facilityId);
    if (facility === undefined) return [{ file, row, column: "facility", value: facilityId, expected: noFacility }];
    if (bedId === undefined || facility.beds.some(({ id }) => id === bedId)) return [];
    const expected = { zh: `应为机构 ${facilityId} 的床位`, en: `must be a bed of facility ${facilityId}` };
    return [{ file, row, column: "bed", value: bedId, expected }];
  });
  return [...bedFaults, ...residentFaults];
}

/** Beds in which somebody lies already. Who is registered stays where they are. */
function bedsOccupied(
  files: RegisterFiles,
  { residents }: RegisterRows,
  known: ReadonlyMap<string, ResidentView>,
): readonly CsvFault[] {
  const inBed = new Map(
    Array.from(known.values()).flatMap(({ id, facilityId, bed }) =>
      bed === undefined ? [] : [[`${facilityId} ${bed.id}`, id] as const],
    ),
  );
  return residents.flatMap(({ row, value: { id, facilityId, bedId } }) => {
    const occupant = inBed.get(`${facilityId} ${bedId}`);
    if (bedId === undefined || occupant === undefined || known.has(id)) return [];
    const expected = { zh: `床位已有人（${occupant}）`, en: `must be free: ${occupant} has it` };
    return [{ file: files.residents ?? "", row, column: "bed", value: bedId, expected }];
  });
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

function sameFacility(body: Omit<PlannedFacility, "row">, there: FacilityView): boolean {
  const bedsOf = (beds: readonly BedName[]): string =>
    JSON.stringify(beds.map(({ id, label }) => [id, label]).toSorted());
  const noBedsNamed = body.beds.length === 0;
  return (
    body.name === there.name && body.kind === there.kind && (noBedsNamed || bedsOf(body.beds) === bedsOf(there.beds))
  );
}

function sameResident(body: RegisterRows["residents"][number]["value"], there: ResidentView): boolean {
  return (
    body.name === there.name &&
    body.sex === there.sex &&
    body.birthDate === there.birthDate &&
    body.facilityId === there.facilityId &&
    body.bedId === there.bed?.id &&
    body.careSetting === there.careSetting &&
    body.disabilityLevel === there.disabilityLevel &&
    body.palliative === there.palliative
  );
}
