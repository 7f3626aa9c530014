import type { IncomingMessage } from "node:http";

/** A request to an AWS service, as it came in. */
export interface AwsRequest {
  /** The name with which the request was signed, e.g. `dynamodb`, `iotdata`. */
  readonly service: string;
  /** The access key id tells who asks. */
  readonly accessKeyId: string;
  /** The part of `x-amz-target` behind the dot; empty for services that speak REST. */
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads a request and who signed it; undefined when it is not signed. The signature itself is not checked. */
export async function readAwsRequest(incoming: IncomingMessage): Promise<AwsRequest | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const scope = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(incoming.headers.authorization ?? "");
  if (scope === null) return undefined;
  const headers = Object.entries(incoming.headers).filter(
    ([name, value]) => typeof value === "string" && !hopByHop.has(name),
  );
  return {
    service: scope[2] as string,
    accessKeyId: scope[1] as string,
    operation: String(incoming.headers["x-amz-target"] ?? "").replace(/^.*\./, ""),
    method: incoming.method ?? "GET",
    url: new URL(incoming.url ?? "/", "http://gate"),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
  };
}

const hopByHop = new Set(["host", "connection", "content-length", "transfer-encoding", "expect", "keep-alive"]);

/** The body of a JSON request. */
export function jsonOf<T>({ body }: Pick<AwsRequest, "body">): T {
  return (body.length === 0 ? {} : JSON.parse(body.toString("utf8"))) as T;
}
