import type { HttpAuthorizer } from "../functions/shell/events.ts";

export interface BoxRequest {
  readonly authorizer: HttpAuthorizer | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** The parsed JSON; an empty object where there is none. */
  readonly body: unknown;
}

/** A route of the API that only a box has, and no function behind it: a cell has no accounts of its own, for example. */
export interface BoxRoute {
  readonly method: "GET" | "POST";
  /** E.g. `/api/accounts/{login}`. */
  readonly path: string;
  /** The answer as JSON; throws a RequestRefusedError. */
  answer(request: BoxRequest): Promise<unknown>;
}
