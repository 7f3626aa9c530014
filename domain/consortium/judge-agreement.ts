import type { Facility, FacilityKind } from "../model/facility.ts";
import type { Agreement, AgreementCover } from "./agreement.ts";

/** Why two facilities cannot agree on this. */
export type AgreementFault =
  | "unknown-from"
  | "unknown-to"
  | "same-facility"
  /** Nobody there uses Anhu: it asks nobody for anything by it. */
  | "from-outside"
  /** Nobody there can be seen by video. */
  | "outside-has-no-video"
  /** Ill people are sent where doctors treat them. */
  | "to-is-no-hospital"
  | "ends-before-it-begins";

const treating: readonly FacilityKind[] = ["county-hospital", "township-health-centre", "external-hospital"];
const sendsTheIll: readonly AgreementCover[] = ["up-referral", "green-channel"];

type Terms = Pick<Agreement, "fromFacilityId" | "toFacilityId" | "covers" | "validFrom" | "validUntil">;

export function agreementFault(
  terms: Terms,
  facilities: readonly Pick<Facility, "id" | "kind">[],
): AgreementFault | undefined {
  const { fromFacilityId, toFacilityId, covers, validFrom, validUntil } = terms;
  const from = facilities.find(({ id }) => id === fromFacilityId);
  const to = facilities.find(({ id }) => id === toFacilityId);
  const faults: readonly (readonly [AgreementFault, boolean])[] = [
    ["unknown-from", from === undefined],
    ["unknown-to", to === undefined],
    ["same-facility", fromFacilityId === toFacilityId],
    ["from-outside", from?.kind === "external-hospital"],
    ["outside-has-no-video", to?.kind === "external-hospital" && covers.includes("tele-consultation")],
    [
      "to-is-no-hospital",
      to !== undefined && !treating.includes(to.kind) && covers.some((cover) => sendsTheIll.includes(cover)),
    ],
    ["ends-before-it-begins", validUntil !== undefined && validUntil < validFrom],
  ];
  return faults.find(([, isSo]) => isSo)?.[0];
}
