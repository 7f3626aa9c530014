import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type FunctionName, functionNames } from "../../functions/manifest.ts";
import type { World } from "../functions/world.ts";

/** An endpoint that speaks Lambda's Invoke API and runs the real functions of a world. */
export interface LambdaEndpoint {
  readonly url: string;
  /** Names of the functions that were invoked, in order. */
  readonly invoked: string[];
  /** Answers the next calls so instead; undefined runs the function. */
  instead: ((functionName: string) => Refusal | undefined) | undefined;
}

/** An error as Lambda's API gives it, or as a function that throws. */
export type Refusal =
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly message: string }
  | { readonly kind: "thrown"; readonly errorType: string; readonly errorMessage: string };

export async function lambdaEndpoint(world: World): Promise<LambdaEndpoint> {
  const invoked: string[] = [];
  const endpoint: LambdaEndpoint = { url: "", invoked, instead: undefined };
  const server: Server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = /^\/2015-03-31\/functions\/(.+)\/invocations$/.exec(request.url ?? "")?.[1] ?? "";
    if (request.method === "GET") {
      response.end(JSON.stringify({ AccountLimit: { ConcurrentExecutions: 1000 } }));
      return;
    }
    const event = await json(request);
    invoked.push(name);
    const known = functionNames.find((candidate) => `anhu-${candidate}` === name);
    const refusal =
      endpoint.instead?.(name) ??
      (known === undefined
        ? ({
            kind: "refused",
            status: 404,
            code: "ResourceNotFoundException",
            message: `Function not found: ${name}`,
          } as const)
        : undefined);
    if (refusal?.kind === "refused") {
      response.writeHead(refusal.status, { "x-amzn-errortype": refusal.code, "content-type": "application/json" });
      response.end(JSON.stringify({ Message: refusal.message, message: refusal.message }));
      return;
    }
    const answer = refusal ?? (await answerOf(world, known as FunctionName, event));
    if (typeof answer === "object" && answer !== null && "errorType" in answer) {
      const { errorType, errorMessage } = answer as { errorType: string; errorMessage: string };
      response.writeHead(200, { "x-amz-function-error": "Unhandled" }).end(JSON.stringify({ errorType, errorMessage }));
      return;
    }
    response.writeHead(200).end(JSON.stringify(answer ?? null));
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(endpoint, { url });
}

async function answerOf(world: World, name: FunctionName, event: unknown): Promise<unknown> {
  try {
    return await world.invoke(name, event);
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    return { errorType, errorMessage };
  }
}
