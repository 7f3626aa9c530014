import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { build, defineConfig, type Plugin } from "vite";

const root = import.meta.dirname;

/** A program of its own, with its own worker whose reach is `scope`. */
interface Program {
  /** Of its first page, within the folder of the pages. */
  readonly page: string;
  readonly scope: "/" | "/family/";
  /** Modules below this folder that come later, but are kept from the start, so that they open where no network is. */
  readonly keeps?: string;
}

const programs: readonly Program[] = [
  { page: "index.html", scope: "/" },
  { page: "family/index.html", scope: "/family/", keeps: resolve(root, "family-app") },
];

/** Keeps its name whatever is in it, so what it is goes into the name of what is kept. */
const themeScript = "theme.js";

/** The same for the same pages: a worker that changes without them would fetch everything anew. */
async function builtId(page: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [page, themeScript]) hash.update(await readFile(resolve(root, "dist", file)));
  return hash.digest("hex").slice(0, 12);
}

/** What of a bundle is asked here. */
interface Built {
  readonly type: string;
  readonly fileName: string;
  readonly facadeModuleId?: string | null;
  readonly imports?: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
}

/** A program's own chunks with all that they import before they run, scripts and styles. */
function keptFiles(bundle: Readonly<Record<string, Built>>, { page, keeps }: Program): readonly string[] {
  if (keeps === undefined) return [];
  const wanted = (id: string | null | undefined) => id === resolve(root, page) || id?.startsWith(keeps) === true;
  const waiting = Object.values(bundle).filter(({ facadeModuleId }) => wanted(facadeModuleId));
  const found = new Set<string>();
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (chunk.type !== "chunk" || found.has(chunk.fileName)) continue;
    found.add(chunk.fileName);
    for (const name of chunk.viteMetadata?.importedCss ?? []) found.add(name);
    for (const name of chunk.imports ?? []) {
      const imported = bundle[name];
      if (imported !== undefined) waiting.push(imported);
    }
  }
  return [themeScript, ...[...found].filter((name) => name.startsWith("assets/")).toSorted()];
}

/** Writes each program's service worker as one file of its own where its reach begins. */
function serviceWorkers(): Plugin {
  const kept = new Map<Program, readonly string[]>();
  return {
    name: "service-workers",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const program of programs) kept.set(program, keptFiles(bundle as Readonly<Record<string, Built>>, program));
    },
    async closeBundle() {
      for (const program of programs)
        await build({
          configFile: false,
          root,
          logLevel: "warn",
          publicDir: false,
          define: {
            buildId: JSON.stringify(await builtId(program.page)),
            scope: JSON.stringify(program.scope),
            keptFiles: JSON.stringify((kept.get(program) ?? []).map((name) => `/${name}`)),
          },
          build: {
            target: "es2022",
            outDir: "dist",
            emptyOutDir: false,
            lib: {
              entry: resolve(root, "worker/service-worker.ts"),
              formats: ["iife"],
              name: "anhu",
              fileName: () => `${program.scope.slice(1)}sw.js`,
            },
          },
        });
    },
  };
}

/** `vite build web` writes the pages to web/dist; the box serves them, and CloudFront on AWS. */
export default defineConfig({
  plugins: [react(), serviceWorkers()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      input: programs.map(({ page }) => resolve(root, page)),
      output: {
        // Both programs may call a page the same.
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes("/family-app/") === true
            ? "assets/of-family-[name]-[hash].js"
            : "assets/[name]-[hash].js",
      },
    },
  },
});
