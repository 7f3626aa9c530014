import type { Cell } from "../../contracts/cell.ts";
import { alarmsOf } from "../aws/alarms.ts";
import { queuesOf } from "../aws/queues.ts";
import type { Say } from "../language.ts";

/** Queues, dead letters and alarms of a cell. */
export async function cellStatus(cell: Cell, say: Say) {
  const [queues, alarms] = await Promise.all([queuesOf(cell), alarmsOf(cell)]);
  const dead = queues.filter(({ isDeadLetters, waiting }) => isDeadLetters && waiting > 0);
  const ringing = alarms.filter(({ state }) => state === "ALARM");
  const deadLetters = dead.reduce((sum, { waiting }) => sum + waiting, 0);
  const inWork = queues.filter(({ isDeadLetters }) => !isDeadLetters);
  return {
    facts: { queues, deadLetters, alarms: alarms.map(({ name, state }) => ({ name, state })) },
    lines: [
      ...inWork.map(
        ({ name, waiting, delayed }) =>
          [
            name,
            say({ zh: `等待 ${waiting}，未到期 ${delayed}`, en: `${waiting} waiting, ${delayed} not yet due` }),
          ] as const,
      ),
      [say({ zh: "死信", en: "dead letters" }), String(deadLetters)] as const,
      [
        say({ zh: "告警器", en: "alarms" }),
        say({ zh: `${alarms.length}，触发 ${ringing.length}`, en: `${alarms.length}, ${ringing.length} in ALARM` }),
      ] as const,
    ],
    troubles: [
      ...ringing.map(({ name, description }) => {
        const text = `${name}: ${description.split("\n")[0] ?? ""}`;
        return { zh: `告警器触发 ${text}`, en: `ALARM ${text}` };
      }),
      ...dead.map(({ name, waiting }) => ({
        zh: `${name} 有 ${waiting} 条死信：查清原因后运行 anhu redrive --cell ${cell.name}`,
        en: `${name} holds ${waiting} dead letters: find the cause, then anhu redrive --cell ${cell.name}`,
      })),
    ],
  };
}
