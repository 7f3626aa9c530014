import type { OpenCondition, Watch } from "./state.ts";

/**
 * The alert that already says what a low battery would call for: the silence of every device that it names. A device whose
 * battery ran out is one walk, not two calls. Only this technical alert is ever inhibited, and only by a technical one that
 * is itself active.
 */
function inhibitorOf(open: Watch["open"]): string | undefined {
  const { "low-battery": battery, "device-silent": silence } = open;
  if (battery?.reason.code !== "battery-low" || !isActive(battery)) return undefined;
  if (silence?.reason.code !== "devices-silent" || !isActive(silence)) return undefined;
  const silent = new Set(silence.reason.deviceIds);
  return battery.reason.deviceIds.every((id) => silent.has(id)) ? silence.alertId : undefined;
}

function isActive({ resolvedAt, clearedAt }: OpenCondition): boolean {
  return resolvedAt === undefined && clearedAt === undefined;
}

/** The open conditions with what is inhibited and what is no longer; the very same when nothing of it changed. */
export function withInhibition(open: Watch["open"]): Watch["open"] {
  const { "low-battery": battery, ...others } = open;
  if (battery === undefined) return open;
  const by = inhibitorOf(open);
  if (by === battery.inhibitedBy) return open;
  const { inhibitedBy: _, ...free } = battery;
  return { ...others, "low-battery": by === undefined ? free : { ...free, inhibitedBy: by } };
}
