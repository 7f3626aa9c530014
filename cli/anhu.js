#!/usr/bin/env node
// For `npx anhu`: any Node starts it, the one that the project brings runs it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
const node = existsSync(own) ? own : process.execPath;
const main = fileURLToPath(new URL("main.ts", import.meta.url));
const { status, signal, error } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
if (error !== undefined) process.stderr.write(`anhu: ${error.message}\n`);
process.exitCode = status ?? (signal === "SIGINT" ? 130 : 1);
