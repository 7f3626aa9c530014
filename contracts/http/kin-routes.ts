import { idInPath, noParameters } from "./fields.ts";
import { consentChange, invitationOrder, invited, kin } from "./kin.ts";
import type { Route } from "./route.ts";

/** A resident's relatives and what each may see: the routes, under the names of the functions that serve them. */
export const kinRoutes = {
  "list-kin": {
    method: "GET",
    path: "/api/residents/{id}/kin",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: kin,
    problems: ["unknown-resident"],
    summary: { zh: "家属、邀请和每一次同意与收回", en: "Relatives, invitations, and every consent and withdrawal" },
  },
  "invite-relative": {
    method: "POST",
    path: "/api/residents/{id}/invitations",
    parameters: idInPath,
    query: noParameters,
    body: invitationOrder,
    success: 200,
    answer: invited,
    problems: ["unknown-resident", "unknown-invitation", "discharged", "version-conflict"],
    summary: { zh: "邀请家属，或撤回邀请", en: "Invite a relative, or take an invitation back" },
  },
  "change-consent": {
    method: "POST",
    path: "/api/residents/{id}/consents",
    parameters: idInPath,
    query: noParameters,
    body: consentChange,
    success: 200,
    answer: kin,
    problems: ["unknown-resident", "unknown-person", "consent-not-so", "discharged", "version-conflict"],
    summary: {
      zh: "记下同意或收回、监护人证明、紧急联系人；收回立即生效",
      en: "Record a consent or its withdrawal, a guardian's proof, the emergency contact; withdrawal holds at once",
    },
  },
} as const satisfies Record<string, Route>;
