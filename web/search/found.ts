import type { SearchResult } from "../../contracts/http/search.ts";

/** One line of the results: what it says and where it leads. */
export interface Found {
  readonly key: string;
  readonly group: "residents" | "beds" | "devices" | "facilities";
  readonly name: string;
  /** Beside the name: bed, user, number. */
  readonly beside: string;
  readonly href: string;
  /** To be chosen on every page before going there. */
  readonly facilityId?: string;
}

interface Says {
  readonly discharged: string;
  readonly free: string;
  readonly inStock: string;
  readonly kindOf: (kind: SearchResult["devices"][number]["kind"]) => string;
}

/** Results in the order of their groups; a bed and a device lead to whoever uses them. */
export function foundIn({ residents, beds, devices, facilities }: SearchResult, says: Says): readonly Found[] {
  return [
    ...residents.map(({ id, name, bed, dischargedAt }) => ({
      key: `resident ${id}`,
      group: "residents" as const,
      name,
      beside: dischargedAt === undefined ? (bed?.label ?? "") : says.discharged,
      href: `/residents/${id}`,
    })),
    ...beds.map(({ id, label, facilityId, resident }) => ({
      key: `bed ${facilityId} ${id}`,
      group: "beds" as const,
      name: label,
      beside: resident?.name ?? says.free,
      href: resident === undefined ? "/beds" : `/residents/${resident.id}`,
      ...(resident === undefined && { facilityId }),
    })),
    ...devices.map(({ id, kind, facilityId, resident }) => ({
      key: `device ${id}`,
      group: "devices" as const,
      name: `${says.kindOf(kind)} ${id}`,
      beside: resident?.name ?? says.inStock,
      href: resident === undefined ? "/devices" : `/residents/${resident.id}`,
      ...(resident === undefined && { facilityId }),
    })),
    ...facilities.map(({ id, name }) => ({
      key: `facility ${id}`,
      group: "facilities" as const,
      name,
      beside: "",
      href: "/board",
      facilityId: id,
    })),
  ];
}
