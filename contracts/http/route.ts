import type * as z from "zod/mini";
import type { Bilingual } from "./fields.ts";
import type { ProblemCode } from "./problems.ts";

/** One route of the HTTP API: what goes in, what comes out, how it refuses. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly path: `/api/${string}`;
  readonly parameters: z.ZodMiniType;
  readonly query: z.ZodMiniType;
  /** Absent: the route takes no body. */
  readonly body?: z.ZodMiniType;
  readonly success: 200 | 201;
  readonly answer: z.ZodMiniType;
  /** What the answer is, where it is not `application/json`. A file that is no text travels in base64 to the gateway. */
  readonly media?: "application/pdf" | "application/fhir+json";
  /** Refusals of its own; {@link commonProblems} apply to every route. */
  readonly problems: readonly ProblemCode[];
  readonly summary: Bilingual;
}

/** What any route may answer. */
export const commonProblems = [
  "invalid-request",
  "not-signed-in",
  "no-access",
  "forbidden-host",
  "internal",
  "unavailable",
  "audit-unavailable",
  "timed-out",
] as const satisfies readonly ProblemCode[];

/** What any route that changes something may answer besides. */
export const changingProblems = ["forbidden-origin"] as const satisfies readonly ProblemCode[];

/** What any route with a body may answer besides. */
export const bodyProblems = [
  "invalid-json",
  "unsupported-media-type",
  "payload-too-large",
] as const satisfies readonly ProblemCode[];
