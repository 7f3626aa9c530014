import { Aws } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnProvisioningTemplate } from "aws-cdk-lib/aws-iot";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { claimParameters } from "../contracts/provisioning.ts";
import { arn } from "./arns.ts";
import { devicePolicyName, provisioningTemplateName } from "./names.ts";

/**
 * Fleet provisioning by claim: a device names itself, the hook lets through whom an operator expects, and adds the kind
 * and the facility that the operator stated (contracts/provisioning.ts).
 */
export function provisioningTemplate(scope: Construct, hook: IFunction): void {
  const role = provisioningRole(scope);
  hook.addPermission("provisioning", {
    principal: new ServicePrincipal("iot.amazonaws.com"),
    sourceArn: arn("iot", `provisioningtemplate/${provisioningTemplateName}`),
  });
  const template = new CfnProvisioningTemplate(scope, "template", {
    templateName: provisioningTemplateName,
    templateType: "FLEET_PROVISIONING",
    description: "Devices that come with their maker's claim certificate",
    enabled: true,
    provisioningRoleArn: role.roleArn,
    preProvisioningHook: { payloadVersion: "2020-04-01", targetArn: hook.functionArn },
    templateBody: JSON.stringify(body),
  });
  // AWS tries the hook when the template is made.
  template.node.addDependency(role, hook.node.findChild("provisioning"));
}

const { serialNumber, thingType, thingGroup } = claimParameters;

const body = {
  Parameters: {
    [serialNumber]: { Type: "String" },
    [thingType]: { Type: "String", Default: "" },
    [thingGroup]: { Type: "String", Default: "" },
    "AWS::IoT::Certificate::Id": { Type: "String" },
  },
  Resources: {
    thing: {
      Type: "AWS::IoT::Thing",
      OverrideSettings: { AttributePayload: "MERGE", ThingGroups: "REPLACE", ThingTypeName: "REPLACE" },
      Properties: {
        ThingName: { Ref: serialNumber },
        ThingTypeName: { Ref: thingType },
        ThingGroups: [{ Ref: thingGroup }],
      },
    },
    certificate: {
      Type: "AWS::IoT::Certificate",
      Properties: { CertificateId: { Ref: "AWS::IoT::Certificate::Id" }, Status: "Active" },
    },
    policy: { Type: "AWS::IoT::Policy", Properties: { PolicyName: devicePolicyName } },
  },
};

/** What AWS's registration may do on the device's behalf. */
function provisioningRole(scope: Construct): Role {
  const role = new Role(scope, "provisioning-role", {
    assumedBy: new ServicePrincipal("iot.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  });
  const things = arn("iot", "thing/*");
  const groups = arn("iot", "thinggroup/anhu-facility-*");
  const certificates = arn("iot", "cert/*");
  const rights: readonly (readonly [readonly string[], readonly string[]])[] = [
    [["iot:CreateThing", "iot:DescribeThing", "iot:UpdateThing", "iot:ListThingGroupsForThing"], [things]],
    [["iot:ListThingPrincipals"], [things]],
    [
      ["iot:AddThingToThingGroup", "iot:RemoveThingFromThingGroup"],
      [things, groups],
    ],
    [["iot:DescribeThingGroup"], [groups]],
    [["iot:DescribeThingType"], [arn("iot", "thingtype/anhu-*")]],
    [
      ["iot:DescribeCertificate", "iot:UpdateCertificate", "iot:AttachPolicy", "iot:ListAttachedPolicies"],
      [certificates],
    ],
    [["iot:GetPolicy"], [arn("iot", `policy/${devicePolicyName}`)]],
    // AWS knows no resources for these.
    [["iot:RegisterThing", "iot:AttachThingPrincipal", "iot:ListPrincipalThings", "iot:ListPrincipalPolicies"], ["*"]],
  ];
  for (const [actions, resources] of rights)
    role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  return role;
}
