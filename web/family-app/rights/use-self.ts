import { me } from "../../../contracts/http/me.ts";
import { useReading } from "../use-reading.ts";

function idIn(value: unknown): string | undefined {
  const parsed = me.safeParse(value);
  return parsed.success ? parsed.data.id : undefined;
}

/** The id of whoever signed in, once it is known. */
export function useSelf(): string | undefined {
  return useReading("/api/me", idIn).value;
}
