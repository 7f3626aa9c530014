import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import kinesalite from "kinesalite";
import { dynoxideBinary, startDynoxide } from "../engines.ts";

/** What stands behind the gate, each at its own address on loopback. */
export interface Emulators {
  /** dynoxide, or moto where npm has no dynoxide for the platform. */
  readonly dynamodb: string;
  readonly sqs: string;
  readonly s3: string;
  readonly kinesis: string;
  /** moto: IoT's control plane, the Scheduler, SNS, accounts and figures. */
  readonly moto: string;
  /** The queues seen from inside, for what only AWS itself could know. */
  readonly queues: FauxqsServer;
  stop(): Promise<void>;
}

/** Where moto's server listens; `npm run test:cloud` cannot do without it. */
export function motoEndpoint(): string {
  const endpoint = process.env.ANHU_TEST_MOTO;
  if (endpoint === undefined)
    throw new Error("set ANHU_TEST_MOTO to the address of a moto server; see CONTRIBUTING.md");
  return endpoint;
}

/** Starts the emulators, everything empty and in memory. moto is shared: what it held is forgotten. */
export async function startEmulators(region: string): Promise<Emulators> {
  const moto = motoEndpoint();
  await fetch(`${moto}/moto-api/reset`, { method: "POST" });
  const binary = dynoxideBinary();
  const dynoxide = binary === undefined ? undefined : await startDynoxide(binary);
  const queues = await startFauxqs({ port: 0, logger: false, defaultRegion: region });
  const streams = await listening(kinesalite({ createStreamMs: 0, deleteStreamMs: 0, shardLimit: 50 }));
  const fauxqs = `http://127.0.0.1:${queues.port}`;
  return {
    dynamodb: dynoxide?.endpoint ?? moto,
    sqs: fauxqs,
    s3: fauxqs,
    kinesis: `http://127.0.0.1:${(streams.address() as AddressInfo).port}`,
    moto,
    queues,
    async stop() {
      streams.closeAllConnections();
      await Promise.all([dynoxide?.stop(), queues.stop(), new Promise((resolve) => streams.close(resolve))]);
    },
  };
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
