import { navigate } from "wouter/use-browser-location";
import { pushKey, pushList } from "../../contracts/http/pushes.ts";
import { ask } from "../data/api.ts";
import {
  browserLabel,
  isSupported,
  present,
  registerWorker,
  type Subscribed,
  subscribe,
  unsubscribe,
} from "./this-browser.ts";

/** Starts the worker and does what it asks: to show the page of a call, to tell the service of a new address. */
export function startWorker(): void {
  void registerWorker();
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== "object" || data === null || !("kind" in data)) return;
    if (data.kind === "open" && "path" in data && typeof data.path === "string") navigate(data.path);
    if (data.kind === "renew-push") void renewPush();
  });
}

/** Tells the service where this browser is reached now; push services change addresses. */
async function tell(stands: Subscribed): Promise<void> {
  const label = browserLabel(navigator.userAgent);
  await ask("/api/me/pushes", pushList, { ...stands, ...(label === "" ? {} : { label }) });
}

/** After signing in: whoever turned pushes on here is called here, also when the service has forgotten it. */
export async function confirmPush(): Promise<void> {
  const stands = await present();
  if (stands !== undefined) await tell(stands);
}

/** The browser's push service ended the subscription that the person wanted: another one. */
export async function renewPush(): Promise<void> {
  if (!isSupported() || Notification.permission !== "granted") return;
  const key = await ask("/api/push-key", pushKey);
  if (key.kind === "problem") return;
  const stands = await subscribe(key.value.publicKey).catch(() => undefined);
  if (stands !== undefined) await tell(stands);
}

/** Before signing out: whoever uses this device next must not get the calls of the person before. */
export async function forgetPush(): Promise<void> {
  const endpoint = await unsubscribe().catch(() => undefined);
  if (endpoint !== undefined) await ask("/api/me/pushes/remove", pushList, { endpoint });
}
