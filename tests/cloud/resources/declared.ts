import type { Made, Maker, Place, Wanted } from "../assembly/deployment.ts";

type Naming = (wanted: Wanted, place: Place) => Made;

/** A resource whose properties somebody here reads and acts on: it needs a name and an ARN, and nothing behind them. */
function named(property: string, arn: (name: string, place: Place) => string, ref: "name" | "arn" = "name"): Naming {
  return ({ properties, generatedName }, place) => {
    const name = (properties[property] as string | undefined) ?? generatedName;
    const made = arn(name, place);
    return { ref: ref === "name" ? name : made, attributes: { Arn: made, Id: name, Name: name } };
  };
}

function arnIn(service: string, path: string): (name: string, place: Place) => string {
  return (name, { partition, region, account }) => `arn:${partition}:${service}:${region}:${account}:${path}${name}`;
}

const iamArn =
  (path: string) =>
  (name: string, { partition, account }: Place) =>
    `arn:${partition}:iam::${account}:${path}${name}`;

/** An id that AWS would choose. */
const given: Naming = ({ logicalId }) => {
  const id = logicalId.toLowerCase().slice(-10);
  return { ref: id, attributes: { Id: id } };
};

/** Type → what it is called. Whoever executes it stands behind it: functions, sources and roles of this folder, tests/cloud/iot. */
const declared: Readonly<Record<string, Naming>> = {
  "AWS::IAM::Role": named("RoleName", iamArn("role/")),
  "AWS::IAM::Policy": given,
  "AWS::Lambda::Function": named("FunctionName", arnIn("lambda", "function:")),
  "AWS::Lambda::Permission": given,
  "AWS::Lambda::EventSourceMapping": given,
  "AWS::Lambda::EventInvokeConfig": given,
  "AWS::ApiGatewayV2::Api": ({ logicalId }, place) => {
    const id = logicalId.toLowerCase().slice(-10);
    const endpoint = `https://${id}.execute-api.${place.region}.amazonaws.com`;
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: endpoint } };
  },
  "AWS::ApiGatewayV2::Stage": named("StageName", arnIn("apigateway", "stages/")),
  "AWS::ApiGatewayV2::Integration": given,
  "AWS::ApiGatewayV2::Route": given,
  "AWS::ApiGatewayV2::Authorizer": ({ logicalId }) => ({ ref: logicalId, attributes: { AuthorizerId: logicalId } }),
  "AWS::Scheduler::Schedule": named("Name", arnIn("scheduler", "schedule/default/")),
  "AWS::IoT::TopicRule": named("RuleName", arnIn("iot", "rule/")),
  "AWS::IoT::Authorizer": named("AuthorizerName", arnIn("iot", "authorizer/")),
  "AWS::IoT::ProvisioningTemplate": (wanted, place) => {
    const made = named("TemplateName", arnIn("iot", "provisioningtemplate/"))(wanted, place);
    return { ...made, attributes: { ...made.attributes, TemplateArn: made.attributes.Arn as string } };
  },
  "AWS::Cognito::UserPoolClient": ({ logicalId }) => ({
    ref: `client${logicalId.slice(-8)}`,
    attributes: { ClientId: `client${logicalId.slice(-8)}` },
  }),
};

/** Makers of everything that is carried out by what its properties say. */
export function declaredMakers(place: Place): ReadonlyMap<string, Maker> {
  return new Map(Object.entries(declared).map(([type, naming]) => [type, async (wanted) => naming(wanted, place)]));
}
