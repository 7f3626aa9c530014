import { enableCompileCache, flushCompileCache } from "node:module";
import { resolve } from "node:path";

// Halves the time until the box serves, from the second start on.
enableCompileCache(resolve(import.meta.dirname, "../node_modules/.cache/node"));
await import("./run.ts");
flushCompileCache();
