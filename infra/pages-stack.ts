import { existsSync } from "node:fs";
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnFunction } from "aws-cdk-lib/aws-lambda";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import { Bucket, type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { AwsCustomResource, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import { type PageConfig, pageConfigPath } from "../contracts/page-config.ts";
import { deploymentRole, publisherRole } from "./deployment-roles.ts";
import type { Issuer } from "./entry-stack.ts";
import { logGroup } from "./log-group.ts";
import { liveAuthorizerName, pagesBucketName } from "./names.ts";

/** Where `npm run build` leaves the pages. */
export const builtPages = "web/dist";

interface PagesStackProps extends StackProps {
  readonly cell: Cell;
  readonly key: IKey | undefined;
  readonly api: HttpApi;
  readonly distribution: Distribution | undefined;
  readonly origin: string;
  readonly signIn: Issuer;
  /** @default {@link builtPages} */
  readonly files?: string;
}

/** The pages and what they have to know of the cell; the last to be deployed, so that they find what they call. */
export class PagesStack extends Stack {
  constructor(scope: Construct, id: string, props: PagesStackProps) {
    const { cell, key, api, distribution, origin, signIn, files = builtPages, ...stackProps } = props;
    super(scope, id, stackProps);
    if (!existsSync(files)) throw new Error(`${files} is missing: run npm run build`);
    const bucket = Bucket.fromBucketName(this, "bucket", pagesBucketName);
    const endpoint = this.#brokerEndpoint(this.#deploymentLog("endpoint-log", cell, key));
    followRuntime(this, cell);
    const config: PageConfig = {
      signIn: signIn.audience === signIn.clientId ? { issuer: signIn.issuer, clientId: signIn.clientId } : signIn,
      live: { endpoint: `wss://${endpoint}/mqtt`, authorizer: liveAuthorizerName },
      ...(cell.pages.kind === "own-origin" && { api: api.apiEndpoint }),
    };
    this.#publish(bucket, files, config, distribution, this.#deploymentLog("publish-log", cell, key));
    const outputs = {
      Pages: origin,
      Api: api.apiEndpoint,
      DeviceEndpoint: endpoint,
      PagesBucket: bucket.bucketName,
      Issuer: signIn.issuer,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }

  /** The address of the account's broker, which no resource tells. */
  #brokerEndpoint(log: ILogGroup): string {
    const call = {
      service: "iot",
      action: "describeEndpoint",
      parameters: { endpointType: "iot:Data-ATS" },
      physicalResourceId: PhysicalResourceId.of("broker-endpoint"),
    };
    const lookup = new AwsCustomResource(this, "broker-endpoint", {
      onCreate: call,
      onUpdate: call,
      role: deploymentRole(this, "endpoint-role", log, {
        // The endpoint is not among what IAM can name.
        "*": ["iot:DescribeEndpoint"],
      }),
      installLatestAwsSdk: false,
      timeout: Duration.minutes(2),
      memorySize: 256,
      logGroup: log,
    });
    return lookup.getResponseField("endpointAddress");
  }

  #publish(
    bucket: IBucket,
    files: string,
    config: PageConfig,
    distribution: Distribution | undefined,
    log: ILogGroup,
  ): void {
    const configName = pageConfigPath.slice(1);
    const role = publisherRole(this, log, distribution);
    const target = { destinationBucket: bucket, prune: false, memoryLimit: 512, logGroup: log, role };
    // File names of assets carry their content's hash: those of before stay, for pages that are still open.
    const assets = new BucketDeployment(this, "assets", {
      ...target,
      sources: [Source.asset(files)],
      exclude: ["*"],
      include: ["assets/*"],
      cacheControl: [CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    const entry = new BucketDeployment(this, "entry", {
      ...target,
      sources: [Source.asset(files), Source.jsonData(configName, config)],
      exclude: ["assets/*"],
      cacheControl: [CacheControl.noCache()],
      ...(distribution !== undefined && {
        distribution,
        distributionPaths: ["/index.html", "/family/*", `/${configName}`],
      }),
    });
    entry.node.addDependency(assets);
  }

  #deploymentLog(id: string, cell: Cell, key: IKey | undefined): ILogGroup {
    return logGroup(this, id, {
      name: `/anhu/deployment/${id}`,
      retentionDays: cell.retention.logDays,
      key,
    });
  }
}

/** The library would give its own functions its newest Node, which the region may not have yet. */
function followRuntime(stack: Stack, { runtime }: Cell): void {
  for (const { defaultChild } of stack.node.children.map(({ node }) => node))
    if (defaultChild instanceof CfnFunction) defaultChild.runtime = runtime;
}
