import { second } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";

/** A request is answered by then; what is left is the hourly run's. */
const requestMs = 20 * second;

/** How long whoever answers a request may still take. */
export function timeLeftOfRequest({ now }: Pick<Deps<"erase-resident">, "now">): () => number {
  const until = now() + requestMs;
  return () => until - now();
}
