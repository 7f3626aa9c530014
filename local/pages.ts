import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { MiddlewareHandler } from "hono";

const builtPages = resolve(import.meta.dirname, "../web/dist");

/** Shown until the pages are built; what it says is all that one needs to do. */
const notBuilt = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>安护 Anhu</title>
<h1>安护正在运行，但页面尚未生成</h1>
<p>请运行 <code>npm run build</code> 后刷新本页。接口照常工作：<a href="/api/health">/api/health</a></p>
<h1 lang="en">Anhu is running, but its pages are not built</h1>
<p lang="en">Run <code>npm run build</code> and reload. The API works all the same: <a href="/api/health">/api/health</a></p>
</html>`;

/**
 * Serves the built pages; an address of the application that is no file is answered with the application itself: below
 * `/family/` with the families', else with staff's.
 */
export function servePages(folder: string = builtPages): MiddlewareHandler {
  const index = join(folder, "index.html");
  let files: MiddlewareHandler | undefined;
  let application: MiddlewareHandler | undefined;
  let familyApp: MiddlewareHandler | undefined;

  return async (context, next) => {
    if (!existsSync(index)) return context.html(notBuilt, 503);
    files ??= serveStatic({ root: folder });
    application ??= serveStatic({ path: index });
    familyApp ??= serveStatic({ path: join(folder, "family", "index.html") });
    const { path } = context.req;
    // Without the slash it would be outside of the reach of its own worker.
    if (path === "/family") return context.redirect("/family/", 308);
    const file = await files(context, async () => undefined);
    // Names below assets/ carry a hash of their content.
    const isHashed = path.startsWith("/assets/");
    if (file !== undefined) return cached(file, isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    // A missing script must not be answered with a page.
    if (/\.[a-z0-9]+$/i.test(path)) return next();
    const page = await (path.startsWith("/family/") ? familyApp : application)(context, next);
    return page === undefined ? undefined : cached(page, "no-cache");
  };
}

function cached(response: Response, policy: string): Response {
  response.headers.set("cache-control", policy);
  return response;
}
