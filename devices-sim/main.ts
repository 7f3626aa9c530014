import { SimulatorError } from "./box.ts";
import { simCommand } from "./options.ts";
import { runSession } from "./session.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

const command = simCommand((options) => runSession(options, stop.signal, (line) => console.log(line)));
try {
  await command.parseAsync();
} catch (error) {
  if (!(error instanceof SimulatorError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
