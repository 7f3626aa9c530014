import { randomUUID } from "node:crypto";
import { folderBlobs } from "../adapters/blob/folder.ts";
import { SqliteTableEngine } from "../adapters/table/sqlite.ts";
import { timerTable } from "../adapters/timer/table.ts";
import type { TableEngine } from "../domain/ports.ts";
import type { Erasure } from "../domain/retention/erasure.ts";
import { leastPeriods } from "../domain/retention/periods.ts";
import { erasePerson } from "../functions/erasing/erase-person.ts";
import { eraseResident } from "../functions/erasing/erase-resident.ts";
import { jsonLog } from "../functions/shell/log.ts";
import { ConnectionStore } from "../stores/connection-store.ts";
import { FacilityStore } from "../stores/facility-store.ts";
import { KeptRecordStore } from "../stores/kept-record-store.ts";
import { PersonStore } from "../stores/person-store.ts";
import { ResidentStore } from "../stores/resident-store.ts";
import { RetentionStore } from "../stores/retention-store.ts";
import { erasuresIn } from "./erasure-register.ts";
import { AccountStore } from "./sign-in/account-store.ts";
import { endSessionsOf, forgetSubject } from "./sign-in/oidc-adapter.ts";

/** Somebody's data came back from a backup and could not be erased again: the folder must not be used. */
export class NotErasedAgainError extends Error {
  readonly code = "not-erased-again";
}

/**
 * Erases again, in a folder that was restored and that no box uses, whoever was erased after its backup was made: entries of
 * the register that the backup itself does not have. What law keeps is put away for its least time. Answers how many.
 */
export async function reapplyErasures(
  folder: { readonly databaseFile: string; readonly archiveFolder: string },
  register: readonly Erasure[],
): Promise<number> {
  const known = new Set((await erasuresIn(folder.archiveFolder)).map(({ id }) => id));
  const later = register.filter(({ id, why }) => !known.has(id) && why !== "time-over");
  if (later.length === 0) return 0;
  const engine = SqliteTableEngine.open(folder.databaseFile);
  try {
    const deps = depsOn(engine, folder.archiveFolder);
    for (const erasure of later) {
      const request = { byId: erasure.byId, why: "again", timeLeft: () => Number.POSITIVE_INFINITY } as const;
      // As if it had been cut short: the entry stays the one that the register knows.
      const { doneAt: _, ...begun } = { ...erasure, why: "again" as const };
      const erase = erasure.kind === "resident" ? eraseResident : erasePerson;
      const outcome = await erase(erasure.subjectId, request, deps, begun);
      if (outcome.kind !== "erased" || !outcome.isDone)
        throw new NotErasedAgainError(
          `${erasure.kind} ${erasure.subjectId} was erased after this backup and could not be erased again: ${outcome.kind}`,
        );
    }
    engine.scrub();
    return later.length;
  } finally {
    engine.close();
  }
}

function depsOn(engine: TableEngine, archiveFolder: string) {
  const accounts = new AccountStore(engine);
  return {
    now: () => Date.now(),
    newId: randomUUID,
    log: jsonLog({ now: () => Date.now(), write: () => undefined }),
    "kept-records": new KeptRecordStore(engine),
    retention: new RetentionStore(engine),
    residents: new ResidentStore(engine),
    people: new PersonStore(engine),
    facilities: new FacilityStore(engine),
    connections: new ConnectionStore(engine),
    archive: folderBlobs(archiveFolder),
    timer: {
      set: async () => undefined,
      cancel: async ({ queue, name }: { readonly queue: string; readonly name: string }) => {
        const key = { box: "all", timer: `${queue}#${name}` };
        await engine.write([{ kind: "delete", table: timerTable, key }]);
      },
    },
    /** Nobody is connected to a folder that no box uses. */
    liveConnections: { end: async () => "not-connected" as const },
    accounts: {
      close: async () => "none" as const,
      reopen: async () => "none" as const,
      async remove(subject: string) {
        await endSessionsOf(engine, subject);
        await forgetSubject(engine, subject);
        return accounts.remove(subject);
      },
    },
    retentionPeriods: leastPeriods,
  };
}
