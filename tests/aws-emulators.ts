import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll } from "vitest";

/** moto's server, where ANHU_TEST_MOTO names one. */
export const motoEndpoint = process.env.ANHU_TEST_MOTO;

if (motoEndpoint === undefined)
  console.log("not tested on moto: ANHU_TEST_MOTO names no server (python .ci/serve_aws.py PORT)");

/** What every SDK client needs to speak to an emulator. */
export function clientSettings(endpoint: string) {
  return { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } } as const;
}

/** Starts fauxqs (SQS and S3) once, at first use, in memory and in this process; it ends with the test file. */
export function fauxqsUnderTest(): () => Promise<FauxqsServer & { readonly endpoint: string }> {
  let started: Promise<FauxqsServer & { readonly endpoint: string }> | undefined;
  afterAll(async () => (await started)?.stop());
  return () => {
    started ??= startFauxqs({ port: 0, logger: false, host: "127.0.0.1" }).then((server) =>
      Object.assign(server, { endpoint: `http://127.0.0.1:${server.port}` }),
    );
    return started;
  };
}
