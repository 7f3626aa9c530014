import { createRequire } from "node:module";
import type fastCheck from "fast-check";

/**
 * What `import fc from "fast-check"` gives a test (an alias in vitest's configuration; whoever imports no fast-check pays
 * nothing). Before a change lands the dice fall as they fell for the change before, so that red means the change; at a
 * desk they fall anew each time, and what they find is mended there.
 */
const { default: fc } = createRequire(import.meta.url)("fast-check") as { readonly default: typeof fastCheck };
if (process.env.CI === "true") fc.configureGlobal({ seed: 1 });

export default fc;
