import { Duration } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { contentSecurityPolicy, protectingHeaders } from "../contracts/page-headers.ts";
import { signInDomainPrefix } from "./names.ts";

/** The headers of everything that CloudFront serves, as the one box sends them, and HTTPS for a year. */
export function pageHeaders(scope: Construct, cell: Cell): ResponseHeadersPolicy {
  // The broker's own name is known only when the pages are deployed.
  const callable = [...issuerOrigins(cell), `wss://*.iot.${cell.region}.amazonaws.com`];
  return new ResponseHeadersPolicy(scope, "headers", {
    comment: "Anhu: nobody else may frame, script or read the pages",
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(callable), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(protectingHeaders)
        .filter(([header]) => header.startsWith("cross-origin-") || header === "permissions-policy")
        .map(([header, value]) => ({ header, value, override: true })),
    },
  });
}

/** Where the pages fetch what the issuer says of itself, and its tokens. */
function issuerOrigins({ signIn, region }: Cell): readonly string[] {
  if (signIn.kind === "oidc") return [new URL(signIn.issuer).origin];
  return [
    `https://cognito-idp.${region}.amazonaws.com`,
    `https://${signInDomainPrefix}.auth.${region}.amazoncognito.com`,
  ];
}
