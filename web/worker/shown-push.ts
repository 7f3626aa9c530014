import { pushMessage } from "../../contracts/push-message.ts";

/** What a push looks like on the screen, and where a tap on it leads. */
export interface ShownPush {
  readonly title: string;
  readonly options: NotificationOptions & {
    readonly renotify?: boolean;
    readonly vibrate?: readonly number[];
    readonly timestamp?: number;
    readonly data: { readonly path: string };
  };
}

/** Where a push leads that names no place: staff's alerts, or families' first page. */
export type PushFallback = "/inbox" | "/family/";

const icon = "/icon-192.png";
const badge = "/badge.png";
/** Long, because a phone in a pocket must be felt: three, two, three, two, as the sound of a high alert. */
const highPattern = [300, 150, 300, 150, 300, 400, 300, 150, 300];

/** What is shown when a push cannot be read: somebody was called, and the app knows for what. */
function unreadable(path: PushFallback): ShownPush {
  return {
    title: path === "/inbox" ? "安护：有新的呼叫" : "安护：有新消息",
    options: {
      body: "请打开查看 · Open to see",
      tag: "unreadable",
      icon,
      badge,
      requireInteraction: true,
      data: { path },
    },
  };
}

/**
 * Reads what a push carried. A browser demands that every push shows something, and a call that cannot be read is a call
 * all the same. A path that leads away from the app is not followed.
 */
export function shownPush(text: string | undefined, fallback: PushFallback = "/inbox"): ShownPush {
  const parsed = pushMessage.safeParse(jsonOf(text));
  if (!parsed.success) return unreadable(fallback);
  const { title, body, tag, priority, language, at, path } = parsed.data;
  const isHigh = priority === "high";
  return {
    title,
    options: {
      body,
      tag,
      lang: language === "zh" ? "zh-CN" : "en",
      icon,
      badge,
      timestamp: at,
      // The same alert again sounds again only when somebody must come at once.
      renotify: isHigh,
      requireInteraction: isHigh,
      ...(isHigh ? { vibrate: highPattern } : {}),
      data: { path: ownPath(path, fallback) },
    },
  };
}

/** The path when it stays inside the app, else the fallback. */
export function ownPath(path: unknown, fallback: PushFallback = "/inbox"): string {
  return typeof path === "string" && /^\/(?![/\\])/.test(path) ? path : fallback;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
