import { decide } from "../iam/decide.ts";
import type { RequestContext } from "../iam/patterns.ts";
import type { PolicyDocument } from "../iam/policy-document.ts";
import type { Registry } from "./registry.ts";

/** What a client says when it connects. */
export interface ConnectRequest {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Uint8Array | undefined;
  readonly hasWill: boolean;
  readonly isPersistent: boolean;
}

/** Somebody whom the broker let in. */
export interface Session {
  readonly sessionId: string;
  readonly clientId: string;
  /** What `principal()` and presence events tell: the certificate's id, or the authorizer's principal. */
  readonly principal: string;
  readonly thingName?: string;
  readonly policies: readonly PolicyDocument[];
  readonly context: RequestContext;
  /** When the broker ends the connection by itself. */
  readonly endsAt?: number;
}

/** The broker does not let somebody in; on the wire it is return code 5 and nothing else. */
export class NotLetInError extends Error {
  readonly code = "not-let-in";
  readonly returnCode = 5;
}

export type IotAction = "iot:Connect" | "iot:Publish" | "iot:RetainPublish" | "iot:Subscribe" | "iot:Receive";

/** Decides by the policies of a session; `arnPrefix` is `arn:<partition>:iot:<region>:<account>:`. */
export function mayDo(session: Session, action: IotAction, resource: string, arnPrefix: string): boolean {
  const { policies, context } = session;
  return decide(policies, { action, resource: `${arnPrefix}${resource}`, context }).kind === "allowed";
}

/** Who connects with a certificate: the registry must know it as active, and attach it to at most one thing. */
export async function sessionOfCertificate(
  certificateDer: Uint8Array,
  request: ConnectRequest & { readonly sessionId: string },
  registry: Registry,
): Promise<Session> {
  const certificate = await registry.find(certificateDer);
  if (certificate === undefined) throw new NotLetInError("the certificate is not registered");
  if (!certificate.isActive) throw new NotLetInError("the certificate is not active");
  const { things, policies } = certificate;
  if (things.length > 1) throw new NotLetInError("the certificate is attached to several things");
  // Without the exclusive association, too, a thing counts for connections under its own name.
  const thingName = things.find((thing) => thing === request.clientId);
  return {
    sessionId: request.sessionId,
    clientId: request.clientId,
    principal: certificate.certificateId,
    ...(thingName !== undefined && { thingName }),
    policies,
    context: contextOf(request, thingName),
  };
}

/** What IoT policies may ask for. */
export function contextOf({ clientId, hasWill, isPersistent }: ConnectRequest, thingName?: string): RequestContext {
  const attributes = [...(hasWill ? ["LastWill"] : []), ...(isPersistent ? ["PersistentConnect"] : [])];
  return {
    "iot:ClientId": clientId,
    "iot:Connection.Thing.ThingName": thingName,
    "iot:Connection.Thing.IsAttached": String(thingName !== undefined),
    "iot:ConnectAttributes": attributes.length > 0 ? attributes : undefined,
    "aws:SourceIp": "127.0.0.1",
    "aws:SecureTransport": "true",
  };
}
