import type { Maker, Place, Wanted } from "../assembly/deployment.ts";
import { signedBy } from "../aws-json.ts";

/** What IoT's registry, the Scheduler and Cognito must know before anything runs, made in moto. */
export function registryMakers(place: Place, moto: string): ReadonlyMap<string, Maker> {
  const { partition, region, account } = place;
  const iot = (path: string) => `arn:${partition}:iot:${region}:${account}:${path}`;

  async function post(service: string, path: string, body: object, target?: string): Promise<string> {
    const headers = {
      authorization: signedBy("runner", region, service),
      ...(target === undefined
        ? { "content-type": "application/json" }
        : { "content-type": "application/x-amz-json-1.1", "x-amz-target": target }),
    };
    const answer = await fetch(`${moto}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text;
  }

  async function policy({ properties }: Wanted) {
    const name = properties.PolicyName as string;
    const policyDocument = JSON.stringify(properties.PolicyDocument);
    if (policyDocument.length > largestPolicy)
      throw new Error(`the policy has ${policyDocument.length} characters of at most ${largestPolicy}`);
    await post("iot", `/policies/${name}`, { policyDocument });
    return { ref: name, attributes: { Arn: iot(`policy/${name}`), Id: name } };
  }

  async function thingType({ properties }: Wanted) {
    const name = properties.ThingTypeName as string;
    await post("iot", `/thing-types/${name}`, { thingTypeProperties: {} });
    return { ref: name, attributes: { Arn: iot(`thingtype/${name}`), Id: name } };
  }

  async function scheduleGroup({ properties }: Wanted) {
    const name = properties.Name as string;
    await post("scheduler", `/schedule-groups/${name}`, {});
    return { ref: name, attributes: { Arn: `arn:${partition}:scheduler:${region}:${account}:schedule-group/${name}` } };
  }

  /** Accounts alone: tests hold tokens of an issuer of their own, by the pool's name. */
  async function userPool({ properties: { UserPoolName: PoolName, UsernameAttributes } }: Wanted) {
    const wanted = { PoolName, UsernameAttributes };
    const target = "AWSCognitoIdentityProviderService.CreateUserPool";
    const { UserPool } = JSON.parse(await post("cognito-idp", "/", wanted, target)) as { UserPool: { Id: string } };
    const host = `cognito-idp.${region}.amazonaws.com`;
    const Arn = `arn:${partition}:cognito-idp:${region}:${account}:userpool/${UserPool.Id}`;
    const provider = `${host}/${UserPool.Id}`;
    const names = { Arn, UserPoolId: UserPool.Id, ProviderName: provider, ProviderURL: `https://${provider}` };
    return { ref: UserPool.Id, attributes: names };
  }

  return new Map([
    ["AWS::Cognito::UserPool", userPool],
    ["AWS::IoT::Policy", policy],
    ["AWS::IoT::ThingType", thingType],
    ["AWS::Scheduler::ScheduleGroup", scheduleGroup],
  ]);
}

const largestPolicy = 2_048;
