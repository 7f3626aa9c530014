import type { BedUse } from "../../domain/model/facility.ts";
import type { SimulatedFacility } from "./county.ts";

interface Plan {
  readonly key: string;
  readonly kind: SimulatedFacility["kind"];
  readonly names: readonly string[];
  /** Share of each six people who live here. */
  readonly share: number;
  bedLabel(index: number): string;
  /** Otherwise than its kind says by itself: people live in these wards. */
  readonly use?: BedUse;
}

const plans: readonly Plan[] = [
  {
    key: "home",
    kind: "care-home",
    names: ["松鹤养老院", "福寿敬老院", "夕照颐养院", "桂园养老院", "南山敬老院"],
    share: 3,
    bedLabel: (index) =>
      `${1 + Math.floor(index / 40)}号楼${2 + (Math.floor(index / 8) % 5)}0${1 + (Math.floor(index / 2) % 4)}-${1 + (index % 2)}床`,
  },
  {
    key: "centre",
    kind: "township-health-centre",
    names: ["柳溪镇卫生院", "石桥镇卫生院", "白塔镇卫生院", "清河镇卫生院", "枫林镇卫生院"],
    share: 1,
    use: "nursing",
    bedLabel: (index) => `康养病区${1 + Math.floor(index / 2)}-${1 + (index % 2)}床`,
  },
  {
    key: "mutual",
    kind: "mutual-aid-home",
    names: ["东岭村互助养老院", "杏花村互助养老院", "大王庄互助养老院", "河湾村互助养老院", "竹坪村互助养老院"],
    share: 1,
    bedLabel: (index) => `${1 + Math.floor(index / 2)}室${index % 2 === 0 ? "东" : "西"}床`,
  },
  {
    key: "village",
    kind: "community",
    names: ["和平社区", "新华社区", "上河村", "北门社区", "梅岭村"],
    share: 1,
    bedLabel: (index) => `居家${index + 1}号`,
  },
];

const peopleASlice = plans.reduce((sum, plan) => sum + plan.share, 0);

/** Where the person with this number (from 0) lives. */
export interface Place {
  readonly facility: SimulatedFacility;
  readonly bedId: string;
}

/**
 * Lays out the county for a number of people: blocks of four facilities, half of the people in the care home and a
 * sixth each in the township centre, the mutual-aid home and their own homes.
 *
 * The size of a block is part of the ids, so that running again with more people never needs a bed that an earlier
 * run did not register.
 */
export function layOutCounty(prefix: string, people: number): readonly Place[] {
  const size = [24, 120, 600].find((limit) => people <= limit) ?? 600;
  const places: Place[] = [];
  for (let block = 0; places.length < people; block++) {
    const facilities = plans.map((plan) => buildFacility(prefix, plan, block, size));
    const taken = new Map<Plan, number>();
    for (let person = 0; person < size && places.length < people; person++) {
      const index = plans.findIndex((_, i) => slotOf(i) > person % peopleASlice);
      const plan = plans[index] as Plan;
      const facility = facilities[index] as SimulatedFacility;
      const bed = taken.get(plan) ?? 0;
      taken.set(plan, bed + 1);
      places.push({ facility, bedId: (facility.beds[bed] as { id: string }).id });
    }
  }
  return places;
}

function slotOf(planIndex: number): number {
  return plans.slice(0, planIndex + 1).reduce((sum, plan) => sum + plan.share, 0);
}

function buildFacility(prefix: string, plan: Plan, block: number, size: number): SimulatedFacility {
  const name = plan.names[block % plan.names.length] as string;
  const round = Math.floor(block / plan.names.length);
  const id = `${prefix}-${size}-${plan.key}${block + 1}`;
  const beds = (size / peopleASlice) * plan.share;
  return {
    id,
    name: round === 0 ? name : `${name}（${round + 1}分部）`,
    kind: plan.kind,
    beds: Array.from({ length: beds }, (_, index) => ({
      id: `${id}-b${index + 1}`,
      label: plan.bedLabel(index),
      ...(plan.use !== undefined && { use: plan.use }),
    })),
  };
}
