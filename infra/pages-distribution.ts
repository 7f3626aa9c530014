import { Annotations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { pagesBucketName } from "./names.ts";
import { pageHeaders } from "./page-headers.ts";

interface PagesDistributionOptions {
  readonly apiHost: string;
  readonly cell: Cell;
}

/** Pages and API under one address, so that browsers need no leave to cross origins. */
export function pagesDistribution(scope: Construct, { apiHost, cell }: PagesDistributionOptions): Distribution {
  const { domain } = cell;
  const responseHeadersPolicy = pageHeaders(scope, cell);
  const bucket = Bucket.fromBucketName(scope, "pages", pagesBucketName);
  const distribution = new Distribution(scope, "distribution", {
    comment: "Anhu's pages and API",
    defaultRootObject: "index.html",
    httpVersion: HttpVersion.HTTP2_AND_3,
    ...(domain !== undefined && {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(scope, "certificate", domain.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    }),
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy,
      compress: true,
      functionAssociations: [{ function: appRoutes(scope), eventType: FunctionEventType.VIEWER_REQUEST }],
    },
    additionalBehaviors: {
      "/api/*": {
        origin: new HttpOrigin(apiHost, { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY }),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy,
      },
    },
  });
  // The bucket's own stack lets the account's distributions read it.
  Annotations.of(distribution).acknowledgeWarning("@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac");
  return distribution;
}

/**
 * What is no file is a view of one of two pages, families' below `/family/` and staff's; an error page for all would hide
 * the API's own answers. Without its slash the families' page would be outside of the reach of its own worker.
 */
function appRoutes(scope: Construct): EdgeFunction {
  return new EdgeFunction(scope, "app-routes", {
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(
      "function handler({ request }) { " +
        "if (request.uri === '/family') return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: '/family/' } } }; " +
        "if (!request.uri.includes('.')) request.uri = request.uri.startsWith('/family/') ? '/family/index.html' : '/index.html'; " +
        "return request; }",
    ),
  });
}
