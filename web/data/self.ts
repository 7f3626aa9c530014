import type { Self } from "../inbox/standing.ts";
import { useMe } from "./me.ts";
import { useSettings } from "./use-board.ts";

/** Who acts at this page: whoever signed in; where nobody does, the name that was given here. */
export function useSelf(): Self {
  const me = useMe();
  const { person } = useSettings();
  return me.kind === "known" ? me.me : { name: person };
}
