import type { Maker, Place, Wanted } from "../assembly/deployment.ts";
import { signedBy } from "../aws-json.ts";

/** What IoT's registry and the Scheduler must know before anything runs, made in moto. */
export function registryMakers(place: Place, moto: string): ReadonlyMap<string, Maker> {
  const { partition, region, account } = place;
  const iot = (path: string) => `arn:${partition}:iot:${region}:${account}:${path}`;

  async function post(service: string, path: string, body: object): Promise<void> {
    const headers = { authorization: signedBy("runner", region, service), "content-type": "application/json" };
    const answer = await fetch(`${moto}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
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

  return new Map([
    ["AWS::IoT::Policy", policy],
    ["AWS::IoT::ThingType", thingType],
    ["AWS::Scheduler::ScheduleGroup", scheduleGroup],
  ]);
}

const largestPolicy = 2_048;
