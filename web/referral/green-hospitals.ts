import { type ConsortiumView, consortium } from "../../contracts/http/consortium.ts";
import { useAnswer } from "../data/use-answer.ts";

/** A hospital to which an agreement opens the green channel today, and whether somebody is at its desk. */
export type GreenHospital = Pick<ConsortiumView["facilities"][number], "id" | "name" | "desk">;

/** The hospitals that agreements name for the green channel of a house; undefined until they are known. */
export function useGreenHospitals(facilityId: string): readonly GreenHospital[] | undefined {
  return greenHospitalsOf(useHouses(facilityId), facilityId);
}

/** The houses and routes of a house; undefined until they are known. */
export function useHouses(facilityId: string): ConsortiumView | undefined {
  const path = `/api/consortium?facilityId=${encodeURIComponent(facilityId)}`;
  return useAnswer(path, () => path, consortium).value;
}

/** Of the houses and routes of a house, the hospitals that agreements name for its green channel. */
export function greenHospitalsOf(
  houses: ConsortiumView | undefined,
  facilityId: string,
): readonly GreenHospital[] | undefined {
  if (houses === undefined) return undefined;
  const ids = houses.routes
    .filter(({ kind, fromFacilityId }) => kind === "green-channel" && fromFacilityId === facilityId)
    .map(({ toFacilityId }) => toFacilityId);
  return [...new Set(ids)].map((id) => houses.facilities.find((each) => each.id === id) ?? { id, name: id });
}

/**
 * The hospital that is called unless another is chosen: the one that the house agreed on, or the first; but before one
 * whose desk is empty another where somebody is on duty.
 */
export function preselected(
  hospitals: readonly GreenHospital[],
  agreedId: string | undefined,
): GreenHospital | undefined {
  const inOrder = hospitals.toSorted((a, b) => Number(b.id === agreedId) - Number(a.id === agreedId));
  return inOrder.find(({ desk }) => desk === "staffed") ?? inOrder.find(({ desk }) => desk !== "nobody") ?? inOrder[0];
}
