import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Cloud } from "../cloud.ts";
import type { CreatedCertificate, IotCertificates } from "./certificates.ts";
import { parseProvisioningTemplate } from "./provisioning-template.ts";
import type { Registrar } from "./registrar.ts";
import type { Session } from "./session.ts";

/** An answer to the client that asked, on the topic it listens to. */
export interface ProvisioningAnswer {
  readonly topic: string;
  readonly payload: Buffer;
}

/** Fleet provisioning by claim: a device that has only its maker's certificate gets one of its own. */
export interface FleetProvisioning {
  /** Undefined for a topic that is not of fleet provisioning. */
  answer(topic: string, payload: Buffer, session: Session): Promise<ProvisioningAnswer | undefined>;
}

export interface ProvisioningOptions {
  readonly cloud: Pick<Cloud, "resources" | "invoke">;
  readonly certificates: Pick<IotCertificates, "createFromCsr">;
  readonly register: Registrar;
}

const template = z.strictObject({
  TemplateName: z.string(),
  TemplateType: z.literal("FLEET_PROVISIONING"),
  TemplateBody: z.string(),
  Enabled: z.literal(true),
  ProvisioningRoleArn: z.string(),
  PreProvisioningHook: z.strictObject({ PayloadVersion: z.literal("2020-04-01"), TargetArn: z.string() }),
  Description: z.optional(z.string()),
  Tags: z.optional(z.unknown()),
});
const creation = z.object({ certificateSigningRequest: z.string() });
const provision = z.object({
  certificateOwnershipToken: z.string(),
  parameters: z.optional(z.record(z.string(), z.string())),
});
const hookAnswer = z.strictObject({
  allowProvisioning: z.boolean(),
  parameterOverrides: z.optional(z.record(z.string(), z.string())),
});

const createTopic = "$aws/certificates/create-from-csr/json";
const provisionTopic = /^\$aws\/provisioning-templates\/([^/]+)\/provision\/json$/;

/** The device is refused; the reason goes to it. */
class RefusedError extends Error {
  readonly status: number;
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** Reads the templates of fleet provisioning; throws for what is not known here. */
export function fleetProvisioning({ cloud, certificates, register }: ProvisioningOptions): FleetProvisioning {
  const templates = new Map(
    cloud.resources("AWS::IoT::ProvisioningTemplate").map(({ properties, attributes }) => {
      const {
        TemplateName,
        TemplateBody,
        PreProvisioningHook,
        ProvisioningRoleArn: roleArn,
      } = template.parse(properties);
      const fill = parseProvisioningTemplate(TemplateBody);
      const arn = (attributes.TemplateArn ?? attributes.Arn) as string;
      return [TemplateName, { arn, fill, roleArn, hook: PreProvisioningHook.TargetArn }];
    }),
  );
  const owned = new Map<string, CreatedCertificate>();

  async function create(payload: Buffer): Promise<object> {
    const { certificateSigningRequest } = read(creation, payload);
    const created = await certificates.createFromCsr(certificateSigningRequest, false).catch((error: Error) => {
      throw new RefusedError(400, "InvalidCertificateSigningRequest", error.message);
    });
    const certificateOwnershipToken = randomUUID();
    owned.set(certificateOwnershipToken, created);
    const { certificateId, certificatePem } = created;
    return { certificateOwnershipToken, certificateId, certificatePem };
  }

  async function provisioned(name: string, payload: Buffer, session: Session): Promise<object> {
    const found = templates.get(name);
    if (found === undefined) throw new RefusedError(404, "ResourceNotFound", `there is no template ${name}`);
    const { certificateOwnershipToken, parameters = {} } = read(provision, payload);
    const created = owned.get(certificateOwnershipToken);
    if (created === undefined) throw new RefusedError(400, "InvalidCertificateOwnershipToken", "unknown token");
    const { certificateId, certificatePem } = created;
    const event = {
      claimCertificateId: session.principal,
      certificateId,
      certificatePem,
      templateArn: found.arn,
      clientId: session.clientId,
      parameters,
    };
    const caller = { service: "iot.amazonaws.com", sourceArn: found.arn };
    const answer = await cloud.invoke(found.hook, event, caller);
    const verdict = answer.kind === "answered" ? hookAnswer.safeParse(answer.payload) : undefined;
    if (!verdict?.success) throw new RefusedError(500, "InternalError", "the hook has not answered as it must");
    if (!verdict.data.allowProvisioning) throw new RefusedError(403, "AccessDenied", "the hook says no");
    const filled = { ...parameters, ...verdict.data.parameterOverrides, "AWS::IoT::Certificate::Id": certificateId };
    const thing = found.fill(filled);
    await register(found.roleArn, thing);
    owned.delete(certificateOwnershipToken);
    return { thingName: thing.thingName, deviceConfiguration: {} };
  }

  return {
    async answer(topic, payload, session) {
      const [, name] = provisionTopic.exec(topic) ?? [];
      if (topic !== createTopic && name === undefined) return undefined;
      try {
        const accepted = name === undefined ? await create(payload) : await provisioned(name, payload, session);
        return { topic: `${topic}/accepted`, payload: Buffer.from(JSON.stringify(accepted)) };
      } catch (error) {
        const { status: statusCode = 400, reason: errorCode = "InvalidParameters" } = error as Partial<RefusedError>;
        const rejected = { statusCode, errorCode, errorMessage: (error as Error).message };
        return { topic: `${topic}/rejected`, payload: Buffer.from(JSON.stringify(rejected)) };
      }
    },
  };
}

function read<T>(schema: z.ZodType<T>, payload: Buffer): T {
  try {
    return schema.parse(JSON.parse(payload.toString("utf8")));
  } catch (error) {
    throw new RefusedError(400, "InvalidPayload", (error as Error).message);
  }
}
