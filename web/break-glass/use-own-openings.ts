import { type OwnOpenings, ownOpenings } from "../../contracts/http/openings.ts";
import { type Asked, useAnswer } from "../data/use-answer.ts";
import { usePolled } from "./use-polled.ts";

export type OwnOpening = OwnOpenings["items"][number];

/** What is open to whoever is here. */
export function useOwnOpenings(isOn: boolean): Asked<OwnOpenings> {
  const path = "/api/me/openings";
  const asked = useAnswer(path, isOn ? () => path : undefined, ownOpenings);
  usePolled(asked.again, isOn);
  return asked;
}
