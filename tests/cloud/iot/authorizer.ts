import { z } from "zod";
import type { Cloud } from "../cloud.ts";
import type { PolicyDocument } from "../iam/policy-document.ts";
import { type ConnectRequest, contextOf, NotLetInError, type Session } from "./session.ts";

/** The WebSocket upgrade by which a browser came. */
export interface BrowserRequest {
  /** With its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connectionId: string;
}

const authorizer = z.strictObject({
  AuthorizerName: z.string(),
  AuthorizerFunctionArn: z.string(),
  Status: z.literal("ACTIVE"),
  // Signatures of tokens are not checked here: an authorizer that relies on them would be let off.
  SigningDisabled: z.literal(true),
  EnableCachingForHttp: z.optional(z.boolean()),
  Tags: z.optional(z.unknown()),
});

const policyCharacters = 2_048;
const seconds = z.int().min(300).max(86_400);
const refused = z.object({ isAuthenticated: z.literal(false) });
const accepted = z.strictObject({
  isAuthenticated: z.literal(true),
  principalId: z.string().regex(/^[A-Za-z0-9]{1,128}$/),
  disconnectAfterInSeconds: seconds,
  refreshAfterInSeconds: seconds,
  policyDocuments: z
    .array(z.custom<PolicyDocument>((policy) => JSON.stringify(policy).length <= policyCharacters))
    .min(1)
    .max(10),
});

/** Asks the function that the templates name whether a browser may connect, and for what. */
export interface Authorizers {
  /** Rejects with a {@link NotLetInError} when the answer is no, or none. */
  authorize(browser: BrowserRequest, request: ConnectRequest): Promise<Session>;
  /** Answers that AWS would not take, and failures; a plain "no" is none. */
  faults(): readonly string[];
}

type Asked = Pick<Cloud, "resources" | "invoke" | "clock">;

/** Reads the authorizers of the templates; throws for what is not known here. */
export function authorizersOf(cloud: Asked): Authorizers {
  const known = new Map(
    cloud.resources("AWS::IoT::Authorizer").map(({ properties, attributes }) => {
      const { AuthorizerName: name, AuthorizerFunctionArn: functionArn } = authorizer.parse(properties);
      return [name, { functionArn, arn: attributes.Arn as string }];
    }),
  );
  const faults: string[] = [];
  const fault = (name: string, what: string): NotLetInError => {
    faults.push(`${name}: ${what}`);
    return new NotLetInError(what);
  };

  return {
    faults: () => faults,
    async authorize(browser, request) {
      const { search, searchParams } = new URL(browser.url, "wss://broker");
      const name = searchParams.get("x-amz-customauthorizer-name") ?? "";
      const found = known.get(name);
      if (found === undefined) throw new NotLetInError(`there is no authorizer "${name}"`);
      const event = authorizerEvent(browser, search, request);
      const caller = { service: "iot.amazonaws.com", sourceArn: found.arn };
      const answer = await cloud.invoke(found.functionArn, event, caller);
      if (answer.kind === "failed") throw fault(name, `${answer.errorType}: ${answer.errorMessage}`);
      if (refused.safeParse(answer.payload).success) throw new NotLetInError("the authorizer says no");
      const parsed = accepted.safeParse(answer.payload);
      if (!parsed.success) throw fault(name, z.prettifyError(parsed.error));
      const { principalId, disconnectAfterInSeconds, policyDocuments } = parsed.data;
      return {
        sessionId: browser.connectionId,
        clientId: request.clientId,
        principal: principalId,
        policies: policyDocuments,
        context: contextOf(request),
        endsAt: cloud.clock.now() + disconnectAfterInSeconds * 1_000,
      };
    },
  };
}

/** The event of a custom authorizer for MQTT over WebSocket, signing disabled. */
export function authorizerEvent(browser: BrowserRequest, queryString: string, request: ConnectRequest): object {
  const { username, password, clientId } = request;
  return {
    signatureVerified: false,
    protocols: ["tls", "http", "mqtt"],
    protocolData: {
      tls: { serverName: "localhost" },
      http: { headers: browser.headers, queryString },
      mqtt: {
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password: Buffer.from(password).toString("base64") }),
        clientId,
      },
    },
    connectionMetadata: { id: browser.connectionId },
  };
}
