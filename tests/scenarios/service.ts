import type { DeviceTopicKind } from "../../contracts/topics.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import type { VirtualClock } from "../../local/clock.ts";
import type { Internet } from "../cloud/internet/internet.ts";

/** A device that is enrolled for resident `r1` and connected. */
export interface ConnectedDevice {
  /** Resolves when the service has stored the message and done what follows of it. */
  publish(topicKind: DeviceTopicKind, payload: string | Uint8Array): Promise<void>;
}

/** The whole service on one of its runtimes, as staff and devices meet it. */
export interface ServiceUnderTest {
  /** Stands still until a scenario moves it; when it has moved, everything due has happened. */
  readonly clock: VirtualClock;
  /** By whom, where the runtime asks that of who reads. */
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it expects to be there.
  get(path: string, by?: string): Promise<any>;
  /** The status that it answered. */
  post(path: string, body: unknown): Promise<number>;
  connect(deviceId: string, kind: DeviceKind): Promise<ConnectedDevice>;
}

export interface ServiceOptions {
  /** Everything that may come twice does so, a third of the time. */
  readonly isHarsh?: boolean;
  /** What a function in the cloud finds beyond it. A box finds this machine. */
  readonly internet?: Internet;
}

/** Starts an empty service whose clock shows `at`, an ISO time; it stops with the test. */
export type StartService = (at: string, options?: ServiceOptions) => Promise<ServiceUnderTest>;
