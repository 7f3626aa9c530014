import { CloudFormationClient, GetTemplateCommand } from "@aws-sdk/client-cloudformation";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { parse } from "yaml";
import type { Template } from "./destructive-change.ts";

interface Place {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
}

/** The template with which a stack was deployed as it was given; undefined when there is no such stack. */
export async function deployedTemplate(client: CloudFormationClient, stackName: string): Promise<Template | undefined> {
  try {
    const { TemplateBody } = await client.send(
      new GetTemplateCommand({ StackName: stackName, TemplateStage: "Original" }),
    );
    return parse(TemplateBody ?? "{}") as Template;
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/**
 * The same with the credentials of the environment, or in the role that `cdk bootstrap` made for looking things up where
 * they may not read stacks or belong to another account. Rejects when neither may: then nobody knows what is deployed.
 */
export async function lookUpTemplate({ stackName, region, account }: Place): Promise<Template | undefined> {
  const sts = new STSClient({ region });
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  if (Account === account) {
    try {
      return await deployedTemplate(new CloudFormationClient({ region }), stackName);
    } catch (error) {
      if (!isDenied(error)) throw error;
    }
  }
  const partition = Arn?.split(":")[1] ?? "aws";
  const { Credentials: lent } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:${partition}:iam::${account}:role/cdk-hnb659fds-lookup-role-${account}-${region}`,
      RoleSessionName: "anhu-compare",
    }),
  );
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "", SessionToken } = lent ?? {};
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(SessionToken !== undefined && { sessionToken: SessionToken }),
  };
  return deployedTemplate(new CloudFormationClient({ region, credentials }), stackName);
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && /AccessDenied|UnauthorizedOperation/.test(`${error.name} ${error.message}`);
}
