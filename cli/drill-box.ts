import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restore } from "../local/backup.ts";
import type { Terminal } from "./terminal.ts";

/** Restores a box's backup beside everything, says what it holds and how long that took, and removes it again. */
export async function drillBox(from: string, terminal: Terminal): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "anhu-drill-"));
  try {
    const startedAt = performance.now();
    const { tables } = await restore(from, join(folder, "data"));
    const tookMs = Math.round(performance.now() - startedAt);
    const isEmpty = tables?.residents === 0;
    const residents = tables?.residents ?? 0;
    const devices = tables?.devices ?? 0;
    terminal.answer(
      { drill: isEmpty ? "empty" : "passed", tables, tookMs },
      {
        zh: `${isEmpty ? "演练发现备份中没有服务对象" : "演练通过"}：${residents} 位服务对象，${devices} 台设备，用时 ${tookMs} 毫秒；已清理`,
        en: `${isEmpty ? "the drill found NO resident in it" : "the drill passed"}: ${residents} residents, ${devices} devices in ${tookMs} ms; cleaned up`,
      },
      isEmpty ? "findings" : "done",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
