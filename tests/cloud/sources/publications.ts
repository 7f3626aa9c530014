import type { Cloud, Publication } from "../cloud.ts";
import type { AwsAnswer } from "../gate/denial.ts";
import type { Intercept } from "../gate/gate.ts";
import { topicOf } from "../gate/iot-demands.ts";
import type { Roles } from "../gate/roles.ts";
import type { Work } from "../work.ts";

/** IoT's two sides towards functions: what they publish, and what they change in the registry. */
export interface IotTraffic extends Pick<Cloud, "onPublish" | "onIotChange" | "publications"> {
  readonly publish: Intercept;
  /** Tells of requests that `answer` answers. */
  tellingOf(answer: Intercept): Intercept;
}

/** The broker is no emulator's: whoever registered for publications delivers them. */
export function iotTraffic(roles: () => Roles, work: Work): IotTraffic {
  const publications: Publication[] = [];
  const publishListeners: Parameters<Cloud["onPublish"]>[0][] = [];
  const changeListeners: Parameters<Cloud["onIotChange"]>[0][] = [];
  return {
    publications: () => publications,
    onPublish: (listener) => void publishListeners.push(listener),
    onIotChange: (listener) => void changeListeners.push(listener),
    async publish({ url, body, accessKeyId }): Promise<AwsAnswer> {
      const qos = url.searchParams.get("qos") === "1" ? 1 : 0;
      const publication: Publication = { topic: topicOf(url) ?? "", qos, payload: body };
      publications.push(publication);
      const functionName = roles().sessionOf(accessKeyId)?.functionName;
      for (const listener of publishListeners) work.begin(listener(publication, functionName));
      return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from("{}") };
    },
    tellingOf: (answer) => async (request, forward) => {
      const answered = await answer(request, forward);
      for (const listener of changeListeners)
        await listener(request.method, `${request.url.pathname}${request.url.search}`);
      return answered;
    },
  };
}
