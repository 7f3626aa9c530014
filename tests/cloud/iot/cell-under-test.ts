import { IoTClient } from "@aws-sdk/client-iot";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../local/box-under-test.ts";
import type { Cloud } from "../cloud.ts";
import { startedCloud, synthesised } from "../cloud-under-test.ts";
import { motoEndpoint } from "../emulators.ts";
import type { ExecuteOptions } from "../execute-assembly.ts";
import { signingCertificates } from "./certificate-intercept.ts";
import { type IotCertificates, openIotCertificates } from "./certificates.ts";
import { type IotCore, type IotCoreOptions, startIotCore } from "./iot-core.ts";
import { sdkRegistrar } from "./registrar.ts";
import { registryOf } from "./registry.ts";

/** The executed cloud with its IoT Core. */
export interface CellUnderTest {
  readonly cloud: Cloud;
  readonly iot: IotCore;
  readonly certificates: IotCertificates;
  /** The emulator of the registry, as an operator with every right reaches it. */
  readonly registry: IoTClient;
  /** Lets everything happen that is due at this moment of the clock. */
  settle(): Promise<void>;
}

/** Runs what was synthesised, and what devices and browsers connect to, until the test is over. */
export async function startedCell({
  acknowledgesAtOnce = false,
  ...options
}: Partial<ExecuteOptions & Pick<IotCoreOptions, "acknowledgesAtOnce">> = {}): Promise<CellUnderTest> {
  const assembly = options.assembly ?? synthesised();
  const region = options.region ?? assembly.region;
  const credentials = { accessKeyId: "operator", secretAccessKey: "operator" };
  const registry = new IoTClient({ region, endpoint: motoEndpoint(), credentials });
  const certificates = await openIotCertificates(temporaryFolder(), registry);
  const cloud = await startedCloud({ ...options, assembly, intercept: { iot: signingCertificates(certificates) } });
  const iot = await startIotCore({
    cloud,
    registry: registryOf(registry, certificates),
    certificates,
    register: sdkRegistrar(cloud),
    acknowledgesAtOnce,
  });
  onTestFinished(async () => {
    await iot.stop();
    registry.destroy();
  });
  return {
    cloud,
    iot,
    certificates,
    registry,
    async settle() {
      await iot.settle();
      await cloud.clock.advanceTo(cloud.clock.now());
      await iot.settle();
    },
  };
}
