import type { Cloud, Publication } from "../cloud.ts";
import type { AwsAnswer } from "../gate/denial.ts";
import type { Intercept } from "../gate/gate.ts";
import { topicOf } from "../gate/iot-demands.ts";
import type { Roles } from "../gate/roles.ts";
import type { Work } from "../work.ts";

/** IoT's two sides towards functions: what they publish, and what they change in the registry. */
export interface IotTraffic extends Pick<Cloud, "onPublish" | "onDisconnect" | "onIotChange" | "publications"> {
  /** Of the data plane: publications, and connections that are to end. */
  readonly publish: Intercept;
  /** Tells of requests that `answer` answers. */
  tellingOf(answer: Intercept): Intercept;
}

/** The broker is no emulator's: whoever registered for publications delivers them. */
export function iotTraffic(roles: () => Roles, work: Work): IotTraffic {
  const publications: Publication[] = [];
  const publishListeners: Parameters<Cloud["onPublish"]>[0][] = [];
  const disconnectListeners: Parameters<Cloud["onDisconnect"]>[0][] = [];
  const changeListeners: Parameters<Cloud["onIotChange"]>[0][] = [];
  const json = { "content-type": "application/json" };
  return {
    onDisconnect: (listener) => void disconnectListeners.push(listener),
    publications: () => publications,
    onPublish: (listener) => void publishListeners.push(listener),
    onIotChange: (listener) => void changeListeners.push(listener),
    async publish({ method, url, body, accessKeyId }): Promise<AwsAnswer> {
      const clientId = /^\/connections\/([^/]+)$/.exec(url.pathname)?.[1];
      if (method === "DELETE" && clientId !== undefined) {
        const isEnded = disconnectListeners.map((end) => end(decodeURIComponent(clientId))).includes(true);
        if (isEnded) return { status: 200, headers: json, body: Buffer.from("{}") };
        const headers = { ...json, "x-amzn-errortype": "ResourceNotFoundException" };
        return { status: 404, headers, body: Buffer.from(JSON.stringify({ message: "not connected" })) };
      }
      const qos = url.searchParams.get("qos") === "1" ? 1 : 0;
      const publication: Publication = { topic: topicOf(url) ?? "", qos, payload: body };
      publications.push(publication);
      const functionName = roles().sessionOf(accessKeyId)?.functionName;
      for (const listener of publishListeners) work.begin(listener(publication, functionName));
      return { status: 200, headers: json, body: Buffer.from("{}") };
    },
    tellingOf: (answer) => async (request, forward) => {
      const answered = await answer(request, forward);
      for (const listener of changeListeners)
        await listener(request.method, `${request.url.pathname}${request.url.search}`);
      return answered;
    },
  };
}
