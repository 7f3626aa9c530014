/** Whether a topic fits an MQTT filter. Wildcards of the first level leave topics that begin with `$` alone. */
export function topicFits(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split("/"), topic.split("/")];
  if (topic.startsWith("$") && (wanted[0] === "+" || wanted[0] === "#")) return false;
  for (const [at, level] of wanted.entries()) {
    if (level === "#") return at === wanted.length - 1;
    if (at >= levels.length || (level !== "+" && level !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

const basicIngest = /^\$aws\/rules\/([A-Za-z0-9_]+)\/(.+)$/s;

/** Where a publication goes: to one rule alone, or to the broker and every rule whose filter it fits. */
export type Destination =
  | { readonly kind: "rule"; readonly ruleName: string; readonly topic: string }
  | { readonly kind: "broker"; readonly topic: string };

/** Takes the Basic Ingest prefix off a topic: a rule never sees it. */
export function destinationOf(topic: string): Destination {
  const [, ruleName, rest] = basicIngest.exec(topic) ?? [];
  if (ruleName === undefined || rest === undefined) return { kind: "broker", topic };
  return { kind: "rule", ruleName, topic: rest };
}

/** What IoT Core ends a connection for: over 256 bytes, over seven slashes (without the Basic Ingest prefix), wildcards. */
export function isPublishable(topic: string): boolean {
  const { topic: rest } = destinationOf(topic);
  return Buffer.byteLength(rest) <= 256 && rest.split("/").length <= 8 && !/[+#\0]/.test(topic);
}
