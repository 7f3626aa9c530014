import type { Resource } from "../cloud.ts";
import { decide } from "../iam/decide.ts";
import type { PolicyDocument } from "../iam/policy-document.ts";
import type { Demand } from "./demands.ts";

/** A session that acts in a role; its access key id is how the gate knows it again. */
export interface Session {
  readonly accessKeyId: string;
  readonly roleArn: string;
  readonly functionName?: string;
}

/** The roles of the templates, with every policy that applies to each. */
export interface Roles {
  /** The session of this role, and of this function in it, always the same. */
  session(roleArn: string, functionName?: string): Session;
  sessionOf(accessKeyId: string): Session | undefined;
  isAllowed(session: Session, demand: Demand): boolean;
  /** Whether the role's trust policy lets this service take it. */
  trusts(roleArn: string, service: string, sourceArn: string): boolean;
}

/** AWS's own policies that the templates use. */
const managedPolicies: Readonly<Record<string, PolicyDocument>> = {
  "service-role/AWSLambdaBasicExecutionRole": {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" },
    ],
  },
};

interface Role {
  readonly trust: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
}

export function rolesOf(resources: readonly Resource[], account: string, region: string): Roles {
  const roles = new Map(
    resources
      .filter(({ type }) => type === "AWS::IAM::Role")
      .map((role) => [role.attributes.Arn as string, roleOf(role)]),
  );
  const sessions = new Map<string, Session>();

  function roleOf({ ref, properties }: Resource): Role {
    const attached = resources.filter(
      ({ type, properties: { Roles: names } }) => type === "AWS::IAM::Policy" && (names as string[]).includes(ref),
    );
    return {
      trust: properties.AssumeRolePolicyDocument as PolicyDocument,
      policies: [
        ...((properties.ManagedPolicyArns ?? []) as string[]).map(managedPolicy),
        ...((properties.Policies ?? []) as { PolicyDocument: PolicyDocument }[]).map((inline) => inline.PolicyDocument),
        ...attached.map((policy) => policy.properties.PolicyDocument as PolicyDocument),
      ],
    };
  }

  function roleAt(roleArn: string): Role {
    const role = roles.get(roleArn);
    if (role === undefined) throw new Error(`no template has the role ${roleArn}`);
    return role;
  }

  return {
    session(roleArn, functionName) {
      roleAt(roleArn);
      const accessKeyId = `ASIA${Buffer.from(functionName ?? roleArn)
        .toString("hex")
        .toUpperCase()}`;
      const session = { accessKeyId, roleArn, ...(functionName === undefined ? {} : { functionName }) };
      sessions.set(accessKeyId, session);
      return session;
    },
    sessionOf: (accessKeyId) => sessions.get(accessKeyId),
    isAllowed({ roleArn }, { action, resource, context }) {
      const request = {
        action,
        resource,
        principal: { kind: "AWS", value: roleArn } as const,
        context: {
          "aws:SecureTransport": "true",
          "aws:RequestedRegion": region,
          "aws:PrincipalArn": roleArn,
          ...context,
        },
      };
      return decide(roleAt(roleArn).policies, request).kind === "allowed";
    },
    trusts(roleArn, service, sourceArn) {
      const request = {
        action: "sts:AssumeRole",
        resource: roleArn,
        principal: { kind: "Service", value: service } as const,
        context: { "aws:SourceAccount": account, "aws:SourceArn": sourceArn },
      };
      return decide([roleAt(roleArn).trust], request).kind === "allowed";
    },
  };
}

function managedPolicy(arn: string): PolicyDocument {
  const policy = managedPolicies[arn.replace(/^arn:[a-z-]+:iam::aws:policy\//, "")];
  if (policy === undefined) throw new Error(`the managed policy ${arn} is not known here`);
  return policy;
}
