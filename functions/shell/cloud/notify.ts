import { SNSClient } from "@aws-sdk/client-sns";
import { internetOnly } from "../../../adapters/notify/network.ts";
import { notifyPort } from "../../../adapters/notify/notify.ts";
import { newSecrets } from "../../../adapters/notify/secrets.ts";
import { snsSms } from "../../../adapters/notify/sns.ts";
import type { NotifyPort, SecretsPort } from "../../../domain/ports.ts";
import { clientSettings } from "./client-settings.ts";

/** All channels; text messages by Amazon SNS where the region sends any. */
export function cloudNotify(): NotifyPort {
  const now = (): number => Date.now();
  const isInChina = process.env.AWS_REGION?.startsWith("cn-") === true;
  return notifyPort({
    network: internetOnly,
    now,
    ...(!isInChina && { sns: snsSms(new SNSClient({ ...clientSettings, maxAttempts: 2 })) }),
  });
}

export function cloudSecrets(): SecretsPort {
  return newSecrets;
}
