import { spawn } from "node:child_process";
import { once } from "node:events";
import { enrolResidents, openBenchBox, post } from "./bench-box.ts";

/** What one request costs a box, from its socket to its answer. */
export interface BoxCost {
  readonly request: string;
  readonly us: number;
}

/** CPU of the box's process for a request over HTTP; whoever asks is a process of its own. */
export async function costOfBoxRequests(residents: number, rounds: number): Promise<readonly BoxCost[]> {
  await using box = await openBenchBox();
  await enrolResidents(box, residents, "bed-sensor");
  await post(box, "/api/residents/r1/notes", { text: "夜间翻身两次" });
  const costs: BoxCost[] = [];
  for (const [request, path] of [
    ["a resident's page", "/api/residents/r1"],
    [`the board's list of ${residents}`, "/api/residents"],
    ["open alerts", "/api/alerts"],
  ] as const) {
    const address = new URL(path, box.addresses.http).href;
    await asking(address, box.commandToken, 50);
    const before = process.cpuUsage();
    await asking(address, box.commandToken, rounds);
    const { user, system } = process.cpuUsage(before);
    costs.push({ request, us: (user + system) / rounds });
  }
  return costs;
}

async function asking(address: string, token: string, times: number): Promise<void> {
  const code = `
    for (let time = 0; time < ${times}; time += 1) {
      const answer = await fetch(${JSON.stringify(address)}, { headers: { authorization: "Bearer ${token}" } });
      if (!answer.ok) throw new Error(String(answer.status));
      await answer.arrayBuffer();
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [exit] = (await once(child, "exit")) as [number];
  if (exit !== 0) throw new Error(`asking ${address} failed`);
}
