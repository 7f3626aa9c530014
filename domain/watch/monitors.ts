import { bedExitMonitor } from "./bed-exit.ts";
import { deviceSilenceMonitor } from "./device-silence.ts";
import { inactivityMonitor } from "./inactivity.ts";
import { longLieMonitor } from "./long-lie.ts";
import { lowBatteryMonitor } from "./low-battery.ts";
import type { Monitor } from "./monitor.ts";
import { news2Monitor } from "./news2-monitor.ts";
import { limitMonitors } from "./vital-limits.ts";

/** Every monitor that judges by the situation; fall, SOS, smoke and gas are judged as they are reported (events.ts). */
export const monitors: readonly Monitor[] = [
  ...limitMonitors,
  news2Monitor,
  bedExitMonitor,
  inactivityMonitor,
  longLieMonitor,
  deviceSilenceMonitor,
  lowBatteryMonitor,
];
