import { ownPath, shownPush } from "./shown-push.ts";

/*
 * What lives on when every page is closed: it shows pushes and opens the app from them, and keeps the app's own files so
 * that it starts where the network does not reach. It keeps no answer of the API: nobody's data stays in a browser.
 *
 * Built once for each program: staff's, whose reach is the whole site, and families' below /family/.
 */

/** What of the worker's world is used; the types of pages and workers do not go together in one program. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerWindow {
  readonly url: string;
  focus(): Promise<WorkerWindow>;
  postMessage(message: unknown): void;
}
interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: {
      readonly type: "window";
      readonly includeUncontrolled: boolean;
    }): Promise<readonly WorkerWindow[]>;
    openWindow(path: string): Promise<WorkerWindow | null>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(
    kind: "install" | "activate" | "pushsubscriptionchange",
    listener: (event: WorkerEvent) => void,
  ): void;
  addEventListener(
    kind: "push",
    listener: (event: WorkerEvent & { readonly data: { text(): string } | null }) => void,
  ): void;
  addEventListener(
    kind: "notificationclick",
    listener: (event: WorkerEvent & { readonly notification: Notification }) => void,
  ): void;
  addEventListener(
    kind: "fetch",
    listener: (
      event: WorkerEvent & { readonly request: Request; respondWith(answer: Promise<Response>): void },
    ) => void,
  ): void;
}

declare const buildId: string;
/** Where the program begins and how far this worker reaches. */
declare const scope: "/" | "/family/";
/** Files besides the start page that are fetched at once. */
declare const keptFiles: readonly string[];

const worker = globalThis as unknown as Worker;
const familyScope = "/family/";
const isFamily = scope === familyScope;
const shellPrefix = isFamily ? "anhu-family-shell-" : "anhu-shell-";
const shell = `${shellPrefix}${buildId}`;
const fallback = isFamily ? familyScope : "/inbox";

worker.addEventListener("install", (event) => {
  event.waitUntil(keepStartPage().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  // Names below assets/ carry a hash of their content: what is kept is what would be fetched.
  if (pathname.startsWith("/assets/") || keptFiles.includes(pathname)) event.respondWith(keptOrFetched(event.request));
  else if (event.request.mode === "navigate" && isOwn(pathname)) event.respondWith(startOf(event.request));
});

worker.addEventListener("push", (event) => {
  const { title, options } = shownPush(event.data?.text(), fallback);
  event.waitUntil(worker.registration.showNotification(title, options));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data: unknown = event.notification.data;
  const path = ownPath(typeof data === "object" && data !== null && "path" in data ? data.path : undefined, fallback);
  event.waitUntil(open(path));
});

worker.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(askForRenewal());
});

/** Staff's worker reaches the families' addresses too, until theirs is there: they are none of its own. */
function isOwn(pathname: string): boolean {
  return pathname.startsWith(familyScope) === isFamily;
}

async function keepStartPage(): Promise<void> {
  const cache = await caches.open(shell);
  const response = await fetch(scope);
  if (response.ok) await cache.put(scope, response);
  // What cannot be had now is had when it is wanted.
  await Promise.allSettled(keptFiles.map((file) => cache.add(file)));
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(shellPrefix) && name !== shell).map((name) => caches.delete(name)),
  );
}

async function keptOrFetched(request: Request): Promise<Response> {
  const cache = await caches.open(shell);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/**
 * Families' page starts from what is kept, which a phone on a slow line has at once; a new one comes with a new worker, for
 * the next start. Staff's is fetched, and what is kept is for where the network does not reach.
 */
async function startOf(request: Request): Promise<Response> {
  const kept = await (await caches.open(shell)).match(scope);
  if (isFamily && kept !== undefined) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

/** A page that is open goes there without losing what it has; otherwise a new one opens. */
async function open(path: string): Promise<void> {
  const page = (await ownPages())[0];
  if (page === undefined) {
    await worker.clients.openWindow(path);
    return;
  }
  page.postMessage({ kind: "open", path });
  await page.focus();
}

async function ownPages(): Promise<readonly WorkerWindow[]> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return pages.filter(({ url }) => isOwn(new URL(url).pathname));
}

/** Only a page has the token with which the new address is told to the service: it is asked for, visibly. */
async function askForRenewal(): Promise<void> {
  const pages = await ownPages();
  for (const page of pages) page.postMessage({ kind: "renew-push" });
  if (pages.length > 0) return;
  await worker.registration.showNotification("安护：推送需要恢复", {
    body: "请打开一次安护，否则这台设备收不到呼叫 · Open Anhu once, or this device is not called any more",
    tag: "renew-push",
    icon: "/icon-192.png",
    badge: "/badge.png",
    requireInteraction: true,
    data: { path: fallback },
  });
}
