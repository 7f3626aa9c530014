import type { Person } from "../../domain/model/person.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";

/**
 * The ways to somebody by a channel: for pushes one for each of their browsers; none where they have no address. A group
 * robot or system is its own address, whoever is named.
 */
export function routesTo(channel: Channel, reach: Partial<Person["reach"]>): readonly NotifyRoute[] {
  const { settings } = channel;
  const { phone, email, pushes = [] } = reach;
  switch (settings.kind) {
    case "web-push":
      return pushes.map((subscription) => ({ channel: "web-push", keys: settings.keys, subscription }));
    case "email":
      return email === undefined ? [] : [{ channel: "email", smtp: settings.smtp, to: email }];
    case "sms":
      return phone === undefined ? [] : [{ channel: "sms", gateway: settings.gateway, phone }];
    case "voice":
      return phone === undefined ? [] : [{ channel: "voice", gateway: settings.gateway, phone }];
    case "wecom":
      return [{ channel: "wecom", url: settings.url }];
    case "dingtalk": {
      const { url, secret } = settings;
      return [{ channel: "dingtalk", url, ...(secret !== undefined && { secret }) }];
    }
    case "webhook":
      return [{ channel: "webhook", gateway: settings.gateway }];
  }
}
