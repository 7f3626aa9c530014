import type { IoTCustomAuthorizerEvent } from "aws-lambda";
import { familyUserName, visitOfUserName } from "../../contracts/topics.ts";
import type { Border } from "../shell/lambda.ts";
import { UnreadableEventError } from "../shell/triggers.ts";
import { type LiveGrant, refusal } from "./live-grant.ts";

/** Who wants to listen to live changes, as the broker asks. */
export interface LiveConnection {
  /** As it was presented; empty when there was none. */
  readonly token: string;
  readonly clientId: string;
  /** The visit whose pages it wants to speak with; absent: it wants to hear live changes. */
  readonly visitId?: string;
  /** A relative's page: it wants to hear that something changed of their own residents. */
  readonly isFamily?: true;
  /** Beginning of the names of the broker's resources, e.g. `arn:<partition>:iot:<region>:<account>:`. */
  readonly resources: string;
}

/**
 * AWS IoT's custom authorizer: the access token is the MQTT password. Partition, region and account are those of the
 * function itself, so that the same bundle serves every region of every partition.
 */
export const liveConnection: Border<LiveConnection, LiveGrant> = {
  parse(event, { invokedFunctionArn }) {
    const { protocols, protocolData } = (event ?? {}) as Partial<IoTCustomAuthorizerEvent>;
    const [arn, partition, , region, account] = invokedFunctionArn?.split(":") ?? [];
    if (arn !== "arn" || account === undefined || !Array.isArray(protocols)) {
      throw new UnreadableEventError("authorizer");
    }
    // Without MQTT in it somebody wants to publish over HTTPS, which no page does.
    const mqtt = protocols.includes("mqtt") ? protocolData?.mqtt : undefined;
    const visitId = visitOfUserName(mqtt?.username ?? "");
    return {
      ...(visitId !== undefined && { visitId }),
      ...(mqtt?.username === familyUserName && { isFamily: true as const }),
      token: Buffer.from(mqtt?.password ?? "", "base64").toString("utf8"),
      clientId: mqtt?.clientId ?? "",
      resources: `arn:${partition}:iot:${region}:${account}:`,
    };
  },
  answer: (grant) => grant ?? refusal,
};
