import { registerWorker } from "../push/this-browser.ts";
import { confirmPush, renewPush } from "../push/worker-messages.ts";

/** Starts what lives on when the page is closed, and does what it asks: to go to where a push leads, to renew its address. */
export async function startFamilyWorker(): Promise<void> {
  if ("serviceWorker" in navigator)
    navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== "object" || data === null || !("kind" in data)) return;
      if (data.kind === "open" && "path" in data && typeof data.path === "string") goTo(data.path);
      if (data.kind === "renew-push") void renewPush();
    });
  await registerWorker();
  await confirmPush();
}

/** Within this app without loading it anew, so that nothing that is being written is lost. */
function goTo(path: string): void {
  const { pathname, hash, origin } = new URL(path, location.origin);
  if (origin !== location.origin) return;
  if (pathname === location.pathname) location.hash = hash;
  else location.assign(path);
}
