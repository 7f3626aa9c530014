import * as z from "zod/mini";
import type { DeviceKind } from "../domain/model/device.ts";

/**
 * What AWS IoT Core's fleet provisioning asks before it lets a device in that came with its maker's claim certificate.
 * `parameters` are the device's own words; the rest is the service's.
 */
export const claim = z.object({
  claimCertificateId: z.optional(z.string()),
  /** Of the certificate that the device would get. */
  certificateId: z.string(),
  certificatePem: z.string(),
  templateArn: z.optional(z.string()),
  clientId: z.optional(z.string()),
  parameters: z.optional(z.record(z.string(), z.unknown())),
});
export type Claim = z.infer<typeof claim>;

/** The answer; the overrides go before what the device said. */
export interface ClaimAnswer {
  readonly allowProvisioning: boolean;
  readonly parameterOverrides?: Readonly<Record<string, string>>;
}

/**
 * Parameters of the provisioning template `anhu-claim`, all of type String. The device gives `SerialNumber`; the answer
 * gives the others, so that they need the default "" in the template.
 *
 * The template makes of them one thing with `ThingName` = `SerialNumber`, `ThingTypeName` = `ThingType` and
 * `ThingGroups` = [`ThingGroup`], whose certificate is active, has the policy `anhu-device` and belongs to the thing.
 * Where an operator enrols a device, AWS is told that the certificate is the thing's exclusively; for templates no such
 * property is documented. What holds instead: the policy lets a certificate connect only under the name of a thing to
 * which it is attached, a template attaches each to one, and none but the deployment's roles may attach. The group is
 * there already: it is made when the device is expected. The types are the deployment's.
 */
export const claimParameters = {
  serialNumber: "SerialNumber",
  thingType: "ThingType",
  thingGroup: "ThingGroup",
} as const;

/** What the answer puts into the template for a device. */
export function overridesFor(device: { readonly kind: DeviceKind; readonly facilityId: string }) {
  return {
    [claimParameters.thingType]: `anhu-${device.kind}`,
    [claimParameters.thingGroup]: `anhu-facility-${device.facilityId}`,
  };
}
