import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SNSClient } from "@aws-sdk/client-sns";
import { describe, expect, onTestFinished, test } from "vitest";
import { internetOnly } from "../../../adapters/notify/network.ts";
import { notifyPort } from "../../../adapters/notify/notify.ts";
import { snsSms } from "../../../adapters/notify/sns.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

function clientAt(endpoint: string): SNSClient {
  const client = new SNSClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

async function snsThat(status: number, body: string): Promise<{ endpoint: string; asked: URLSearchParams[] }> {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
    });
    request.on("end", () => {
      asked.push(new URLSearchParams(text));
      response.writeHead(status, { "content-type": "text/xml" }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const published =
  "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>";
const failure = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>+8613800000000 is wrong</Message></Error></ErrorResponse>`;

describe("a text message by Amazon SNS", () => {
  test("goes to the number, as one that must arrive", async () => {
    const { endpoint, asked } = await snsThat(200, published);
    expect(await snsSms(clientAt(endpoint))("+8613800000000", "▲ 高优先级告警")).toEqual({
      kind: "accepted",
      reference: "m-1",
    });
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      Action: "Publish",
      PhoneNumber: "+8613800000000",
      Message: "▲ 高优先级告警",
      "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
      "MessageAttributes.entry.1.Value.StringValue": "Transactional",
    });
  });

  test.each([
    [400, "Throttling", { kind: "retry", detail: "sns-ThrottledException" }],
    [400, "Throttled", { kind: "retry", detail: "sns-ThrottledException" }],
    [400, "InvalidParameter", { kind: "refused", detail: "sns-InvalidParameterException" }],
    [403, "AuthorizationError", { kind: "refused", detail: "sns-AuthorizationErrorException" }],
    [500, "InternalError", { kind: "retry", detail: "sns-InternalErrorException" }],
  ])("that is answered %i %s", async (status, code, outcome) => {
    const { endpoint } = await snsThat(status, failure(code));
    const result = await snsSms(clientAt(endpoint))("+8613800000000", "x");
    expect(result.kind).toBe(outcome.kind);
    expect(result).toMatchObject({ detail: expect.stringMatching(/^sns-[A-Za-z]+$/) });
  });

  test("to a region that does not answer is tried again", async () => {
    expect(await snsSms(clientAt("http://127.0.0.1:1"))("+8613800000000", "x")).toEqual({
      kind: "retry",
      detail: "unreachable",
    });
  });

  test("is refused where there is no SNS, as on a box and in China's regions", async () => {
    const port = notifyPort({ network: internetOnly, now: () => 0 });
    const route = { channel: "sms", gateway: { kind: "sns" }, phone: "+8613800000000" } as const;
    const message = {
      id: "i",
      tag: "t",
      priority: "high",
      language: "zh",
      title: "a",
      body: "b",
      path: "/",
      at: 0,
    } as const;
    expect(await port.send(route, message)).toEqual({ kind: "refused", detail: "sns-not-here" });
  });

  const moto = process.env.ANHU_TEST_MOTO;
  test.skipIf(moto === undefined)("is taken by moto's SNS", async () => {
    const outcome = await snsSms(clientAt(moto ?? ""))("+8613800000000", "▲ 高优先级告警");
    expect(outcome).toEqual({ kind: "accepted", reference: expect.any(String) });
  });
});
