import type { Duplex } from "node:stream";
import type { ConnectPacket } from "aedes";
import type { Device } from "../domain/model/device.ts";
import { type Rate, type RateLimit, rateLimit } from "./rate-limit.ts";

/** How a connection says who it is: by its certificate, or, on the loopback listener only, by its word. */
export type ConnectionIdentity =
  | {
      readonly kind: "certificate";
      readonly deviceId: string;
      readonly serial: string;
      /** SHA-256 in lower-case hexadecimal. */
      readonly certificateId: string;
    }
  | { readonly kind: "word" };

/** One MQTT connection of a device. */
export interface DeviceConnection {
  readonly stream: Duplex;
  readonly identity: ConnectionIdentity;
  readonly rate: RateLimit;
  /** As the client sent it; the broker publishes this very object when the connection breaks. */
  will?: ConnectPacket["will"];
  /** Set once the device is admitted. */
  device?: Device;
  /** The box ended it. */
  isEnded: boolean;
  /** The device said that it leaves: MQTT's DISCONNECT. */
  saidGoodbye: boolean;
  slowedAt?: number;
  /** Topics it asked for within this turn of the event loop, hence in one packet. */
  topicsAsked: number;
}

/** Who is connected now. */
export interface DeviceConnections {
  open(stream: Duplex, identity: ConnectionIdentity): DeviceConnection;
  /** Also finds a connection that has just closed: its last will is still to come. */
  find(stream: unknown): DeviceConnection | undefined;
  /** Records that the connection speaks for the device; beyond the limit the device's oldest connection ends. */
  admit(connection: DeviceConnection, device: Device): void;
  /** True unless the device has another living connection. */
  isTheOnly(connection: DeviceConnection): boolean;
  /** Ends those of a device that hold the certificate, or that were taken at their word while it was the current one. */
  end(deviceId: string, certificateSerial?: string): void;
  endAll(): void;
  isConnected(deviceId: string): boolean;
  readonly devicesConnected: number;
}

export function newDeviceConnections(rate: Rate, connectionsPerDevice: number): DeviceConnections {
  const byStream = new WeakMap<object, DeviceConnection>();
  const living = new Set<DeviceConnection>();
  const byDevice = new Map<string, Set<DeviceConnection>>();

  function forget(connection: DeviceConnection): void {
    living.delete(connection);
    const { device } = connection;
    const own = device && byDevice.get(device.id);
    own?.delete(connection);
    if (device !== undefined && own?.size === 0) byDevice.delete(device.id);
  }

  function end(connection: DeviceConnection): void {
    connection.isEnded = true;
    connection.stream.destroy();
  }

  return {
    open(stream, identity) {
      const connection: DeviceConnection = {
        stream,
        identity,
        rate: rateLimit(rate),
        isEnded: false,
        saidGoodbye: false,
        topicsAsked: 0,
      };
      byStream.set(stream, connection);
      living.add(connection);
      stream.once("close", () => forget(connection));
      return connection;
    },
    find: (stream) => (typeof stream === "object" && stream !== null ? byStream.get(stream) : undefined),
    admit(connection, device) {
      connection.device = device;
      const own = byDevice.get(device.id) ?? new Set();
      byDevice.set(device.id, own.add(connection));
      const [oldest] = own;
      if (own.size > connectionsPerDevice && oldest !== undefined) end(oldest);
    },
    isTheOnly(connection) {
      const own = connection.device && byDevice.get(connection.device.id);
      return [...(own ?? [])].every((other) => other === connection || other.stream.destroyed);
    },
    end(deviceId, certificateSerial) {
      for (const connection of [...(byDevice.get(deviceId) ?? [])]) {
        const { identity, device } = connection;
        const serial = identity.kind === "certificate" ? identity.serial : device?.certificateSerial;
        if (certificateSerial === undefined || certificateSerial === serial) end(connection);
      }
    },
    endAll() {
      for (const connection of [...living]) end(connection);
    },
    isConnected: (deviceId) => byDevice.has(deviceId),
    get devicesConnected() {
      return byDevice.size;
    },
  };
}
