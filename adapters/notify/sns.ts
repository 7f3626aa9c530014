import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { SendOutcome } from "../../domain/ports.ts";
import { connectionFault } from "./connection-fault.ts";
import { patienceMs } from "./guarded-post.ts";
import type { SmsSender } from "./sms.ts";

/** Text messages by Amazon SNS. It knows no ids: an attempt whose answer was lost is sent twice. */
export function snsSms(client: SNSClient): SmsSender {
  return async (phone, text) => {
    const command = new PublishCommand({
      PhoneNumber: phone,
      Message: text,
      MessageAttributes: { "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" } },
    });
    try {
      const { MessageId } = await client.send(command, { abortSignal: AbortSignal.timeout(patienceMs) });
      return { kind: "accepted", ...(MessageId !== undefined && { reference: MessageId }) };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** Trying again helps where SNS is busy or out of order, not where the number, the right or the region is wrong. */
function outcomeOf(error: unknown): SendOutcome {
  const { name, $metadata } = error as {
    readonly name?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  if (status === undefined) return connectionFault(error);
  const detail = `sns-${/^[A-Za-z]{1,40}$/.test(name ?? "") ? name : "error"}`;
  const isBusy = status >= 500 || status === 429 || /Throttl|TooMany|LimitExceeded/.test(name ?? "");
  return isBusy ? { kind: "retry", detail } : { kind: "refused", detail };
}
