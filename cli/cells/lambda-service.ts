import { randomUUID } from "node:crypto";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Cell } from "../../contracts/cell.ts";
import { operatorsCommand } from "../../functions/shell/admission.ts";
import { httpEvent } from "../../functions/shell/events.ts";
import { attemptIn, clientOptions } from "../aws/attempt.ts";
import { CommandFailedError } from "../failure.ts";
import { functionOfRoute } from "../function-of-route.ts";
import type { Service } from "../service.ts";

/** The physical name of a function of the manifest. */
export function lambdaNameOf(functionName: string): string {
  return `anhu-${functionName}`;
}

/**
 * A cell, by its HTTP functions: they are invoked with the operator's AWS credentials, so that no sign-in is needed. The
 * functions check, answer and refuse as they do behind the API.
 */
export function lambdaService(cell: Cell, now: () => number): Service {
  const client = new LambdaClient(clientOptions(cell));
  const attempt = attemptIn(cell);
  const name = `cell ${cell.name}`;
  return {
    name,
    async send(method, path, { query = {}, body } = {}) {
      const routed = functionOfRoute(method, path);
      if (routed === undefined) throw new Error(`no function serves ${method} ${path}`);
      const { functionName, route, pathParameters } = routed;
      const event = httpEvent({
        method,
        route,
        path,
        pathParameters,
        query,
        headers: { "accept-language": "en", "user-agent": "anhu", ...(body !== undefined && jsonType) },
        body: body === undefined ? undefined : JSON.stringify(body),
        requestId: randomUUID(),
        at: now(),
        authorizer: operatorsCommand,
      });
      const { FunctionError, answer } = await attempt("lambda:InvokeFunction", async () => {
        const { FunctionError, Payload = [] } = await client.send(
          new InvokeCommand({ FunctionName: lambdaNameOf(functionName), Payload: Buffer.from(JSON.stringify(event)) }),
        );
        return { FunctionError, answer: JSON.parse(Buffer.from(Payload).toString("utf8") || "null") as unknown };
      });
      if (FunctionError !== undefined) throw failedFunction(lambdaNameOf(functionName), answer);
      const { statusCode = 502, body: text = "null" } = (answer ?? {}) as APIGatewayProxyStructuredResultV2;
      return { status: statusCode, body: JSON.parse(text) };
    },
  };
}

const jsonType = { "content-type": "application/json" };

function failedFunction(functionName: string, answer: unknown): CommandFailedError {
  const { errorType = "Error", errorMessage = "" } = (answer ?? {}) as Record<string, string>;
  return new CommandFailedError(
    {
      zh: `函数 ${functionName} 出错（${errorType}：${errorMessage.slice(0, 160)}）：详情见日志 /aws/lambda/${functionName} 与 anhu doctor`,
      en: `the function ${functionName} failed (${errorType}: ${errorMessage.slice(0, 160)}): see its log and anhu doctor`,
    },
    { facts: { functionName, errorType } },
  );
}
