import { Aedes, type PublishPacket } from "aedes";

/** Ends a connection; not an error of its protocol. */
export class ConnectionRefusedError extends Error {
  /** MQTT 3.1.1 §3.2.2.3: 3 server unavailable, 5 not authorized. */
  readonly returnCode: 3 | 5;
  constructor(message: string, returnCode: 3 | 5 = 5) {
    super(message);
    this.returnCode = returnCode;
  }
}

/**
 * What a device publishes ends at the functions: the broker distributes, retains and queues none of it. What the box
 * publishes by itself goes out: commands, and the heartbeat by which the broker knows that its clients are alive.
 */
export class EndpointBroker extends Aedes {
  override publish(packet: PublishPacket, ...rest: readonly unknown[]): void {
    const done = rest.at(-1) as (error?: Error) => void;
    const isFromDevice = rest.length > 1 && rest[0] !== null;
    if (isFromDevice) done();
    else super.publish(packet, done);
  }
}
