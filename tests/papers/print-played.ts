import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { playedPapers } from "./played-world.ts";

// Writes the forms of a played case to a folder: `node tests/papers/print-played.ts FOLDER [NAME]`.
const [folder = ".", name] = process.argv.slice(2);
const { up, down } = await playedPapers(name);
writeFileSync(join(folder, "up.pdf"), up);
writeFileSync(join(folder, "down.pdf"), down);
