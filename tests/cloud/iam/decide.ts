import { conditionsHold } from "./conditions.ts";
import { arnFits, fits, type RequestContext } from "./patterns.ts";
import { type PolicyDocument, type Statement, statementsOf } from "./policy-document.ts";

/** One call, as a policy sees it. */
export interface PolicyRequest {
  /** `service:Operation`. */
  readonly action: string;
  /** An ARN; `*` for an operation that acts on no resource: only a statement on `*` covers it. */
  readonly resource: string;
  readonly context: RequestContext;
  /** Who asks, for statements of a resource's policy. */
  readonly principal?: { readonly kind: "AWS" | "Service"; readonly value: string };
}

export type Decision =
  | { readonly kind: "allowed" }
  | { readonly kind: "denied"; readonly because: "nothing-allows-it" | "explicit-deny"; readonly sid?: string };

/**
 * Decides a call within one account by all policies that apply to it: those of whoever asks and those of the resource.
 *
 * An explicit deny wins; without an allow it is denied. Throws for anything in a policy that is not known here, and for a
 * condition key or variable that the request's context does not state, as far as it matters to this call.
 */
export function decide(documents: readonly PolicyDocument[], request: PolicyRequest): Decision {
  const applying = documents.flatMap(statementsOf).filter((statement) => applies(statement, request));
  const denying = applying.find(({ effect }) => effect === "Deny");
  if (denying !== undefined) {
    return { kind: "denied", because: "explicit-deny", ...(denying.sid !== undefined && { sid: denying.sid }) };
  }
  return applying.length > 0 ? { kind: "allowed" } : { kind: "denied", because: "nothing-allows-it" };
}

function applies(statement: Statement, { action, resource, context, principal }: PolicyRequest): boolean {
  const { actions, resources, principals, conditions, hasVariables } = statement;
  const names = actions.patterns.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase()));
  if (names === actions.isNegated) return false;
  if (principals !== undefined && !principals.some((one) => isPrincipal(one, principal))) return false;
  if (resources !== undefined) {
    const variables = hasVariables ? context : undefined;
    const covers = resources.patterns.some((pattern) => arnFits(pattern, resource, variables));
    if (covers === resources.isNegated) return false;
  }
  return conditionsHold(conditions, context);
}

/** The account's root stands for whoever the account's own policies allow: those are asked anyway. */
function isPrincipal(
  stated: { readonly kind: string; readonly value: string },
  asking: PolicyRequest["principal"],
): boolean {
  if (stated.kind === "*") return true;
  return asking !== undefined && stated.kind === asking.kind && ["*", asking.value].includes(stated.value);
}
