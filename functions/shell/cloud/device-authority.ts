import { IoTClient } from "@aws-sdk/client-iot";
import { amazonRootCaPem } from "../../../adapters/device-authority/amazon-root-ca.ts";
import { iotAuthority } from "../../../adapters/device-authority/iot.ts";
import type { DeviceAuthority } from "../../../domain/ports.ts";
import { registryClientSettings } from "./client-settings.ts";
import { variable } from "./environment.ts";

/** Things, certificates and groups in the region's registry. */
export function cloudDeviceAuthority(): DeviceAuthority {
  return iotAuthority(new IoTClient(registryClientSettings), {
    policyName: variable("ANHU_DEVICE_POLICY"),
    caPem: amazonRootCaPem,
  });
}
