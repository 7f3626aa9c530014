/** How far this browser can be woken, and is. */
export type PushState = "unsupported" | "denied" | "off" | "on";

/** Staff's pages and families' have each their own. */
function workerPath(): string {
  return location.pathname.startsWith("/family/") ? "/family/sw.js" : "/sw.js";
}

/** What the service is told of a browser that agreed to be woken. */
export type Subscribed = Pick<PushSubscriptionJSON, "endpoint" | "expirationTime" | "keys">;

export function isSupported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Registers the worker that lives on when the pages are closed. Without one the pages work all the same. */
export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(workerPath()).catch(() => undefined);
}

async function subscription(): Promise<PushSubscription | undefined> {
  if (!isSupported()) return undefined;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? undefined;
}

export async function pushState(): Promise<PushState> {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return (await subscription()) === undefined ? "off" : "on";
}

/** The subscription that stands, if any. */
export async function present(): Promise<Subscribed | undefined> {
  return subscribed(await subscription());
}

/** Asks the person, then the browser's push service. Undefined when the person says no. */
export async function subscribe(publicKey: string): Promise<Subscribed | undefined> {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  await registerWorker();
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  // A subscription under another key would never be reached by the present one.
  if (before !== null && !hasKey(before, publicKey)) await before.unsubscribe();
  return subscribed(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }));
}

/** Ends it here; answers the address that the service forgets as well. */
export async function unsubscribe(): Promise<string | undefined> {
  const stands = await subscription();
  await stands?.unsubscribe();
  return stands?.endpoint;
}

/** In this order: what comes later stands in the names of those before as well. */
const systems = ["Android", "HarmonyOS", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"];
const browsers = ["MicroMessenger", "Edg", "Firefox", "Chrome", "Safari"];
const spoken: Readonly<Record<string, string>> = { "Mac OS X": "Mac", Edg: "Edge", MicroMessenger: "WeChat" };

/** `Android · Chrome`: what the person calls it. */
export function browserLabel(agent: string): string {
  return [systems, browsers]
    .map((names) => names.find((name) => agent.includes(name)))
    .filter((name) => name !== undefined)
    .map((name) => spoken[name] ?? name)
    .join(" · ");
}

function subscribed(stands: PushSubscription | undefined): Subscribed | undefined {
  if (stands === undefined) return undefined;
  const { endpoint, expirationTime, keys } = stands.toJSON();
  return { ...(endpoint && { endpoint }), expirationTime: expirationTime ?? null, ...(keys && { keys }) };
}

function hasKey({ options }: PushSubscription, publicKey: string): boolean {
  const key = options.applicationServerKey;
  if (key === null) return true;
  const [a, b] = [new Uint8Array(key), bytesOf(publicKey)];
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}
