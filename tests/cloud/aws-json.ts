/** Sends requests in one role to the gate, for the services that read queues, streams and schedules by themselves. */
export type AwsJson = <T>(
  accessKeyId: string,
  service: keyof typeof targets,
  operation: string,
  body: unknown,
) => Promise<T>;

const targets = { dynamodb: "DynamoDB_20120810", sqs: "AmazonSQS", kinesis: "Kinesis_20131202" } as const;
const jsonVersion = { dynamodb: "1.0", sqs: "1.0", kinesis: "1.1" } as const;

/** What a service answered to a request that it refused. */
export class AwsError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Speaks AWS JSON to one endpoint. Rejects with an {@link AwsError} that has the service's name for it. */
export function awsJson(endpoint: string, region: string): AwsJson {
  return async (accessKeyId, service, operation, body) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": `application/x-amz-json-${jsonVersion[service]}`,
        "x-amz-target": `${targets[service]}.${operation}`,
        "x-amz-date": "20260101T000000Z",
        authorization: signedBy(accessKeyId, region, service),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text === "" ? {} : JSON.parse(text);
    if (!response.ok)
      throw new AwsError(String(answer.__type ?? response.status).replace(/^.*#/, ""), String(answer.message));
    return answer;
  };
}

/** The header by which the gate and the emulators know who asks; none of them checks the signature. */
export function signedBy(accessKeyId: string, region: string, service: string): string {
  const scope = `${accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0`;
}
