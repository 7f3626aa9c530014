import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { build, defineConfig, type Plugin } from "vite";

/** The same for the same pages: a worker that changes without them would fetch everything anew. */
async function builtId(): Promise<string> {
  const page = await readFile(resolve(import.meta.dirname, "dist/index.html"));
  return createHash("sha256").update(page).digest("hex").slice(0, 12);
}

/** Writes the service worker as one file of its own at the root, where its reach is the whole site. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    async closeBundle() {
      await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: "warn",
        publicDir: false,
        define: { buildId: JSON.stringify(await builtId()) },
        build: {
          target: "es2022",
          outDir: "dist",
          emptyOutDir: false,
          lib: {
            entry: resolve(import.meta.dirname, "worker/service-worker.ts"),
            formats: ["iife"],
            name: "anhu",
            fileName: () => "sw.js",
          },
        },
      });
    },
  };
}

/** `vite build web` writes the pages to web/dist; the box serves them, and CloudFront on AWS. */
export default defineConfig({
  plugins: [react(), serviceWorker()],
  build: { target: "es2022", outDir: "dist", emptyOutDir: true, chunkSizeWarningLimit: 400 },
});
