import type * as z from "zod/mini";
import { agreementList, type agreementTerms } from "../contracts/http/consortium.ts";
import { type facilityChange, facilityList, type newFacility } from "../contracts/http/facilities.ts";
import { type newReferralPolicy, referralPolicy } from "../contracts/http/referral-policy.ts";
import { type BoxApi, getJson, postJson } from "./box.ts";
import type { County, SimulatedFacility } from "./county/county.ts";

type NewFacility = z.input<typeof newFacility> & { readonly id: string };
type FacilityChange = z.input<typeof facilityChange>;
type Terms = z.input<typeof agreementTerms> & { readonly id: string };

const hospitalId = "demo-hospital";
const cityId = "demo-city-hospital";
const since = "2026-01-01";

const beds = (key: string, ward: string, count: number, use: "medical" | "rehabilitation") =>
  Array.from({ length: count }, (_, index) => ({
    id: `${hospitalId}-${key}${index + 1}`,
    label: `${ward}${index + 1}床`,
    use,
  }));

/** Where the ill of the demo's county are sent; neither exists, nor do their telephones. */
const hospitals: readonly NewFacility[] = [
  {
    id: hospitalId,
    name: "云溪县人民医院",
    kind: "county-hospital",
    beds: [
      ...beds("er", "急诊留观", 4, "medical"),
      ...beds("ger", "老年医学科", 8, "medical"),
      ...beds("reh", "康复医学科", 4, "rehabilitation"),
    ],
  },
  { id: cityId, name: "江州市第一人民医院", kind: "external-hospital" },
];

const departments: Readonly<Record<string, FacilityChange["departments"]>> = {
  [hospitalId]: [
    { id: "emergency", name: "急诊科", kind: "emergency", phone: "+861000000101", isReferralDesk: true },
    { id: "referral", name: "双向转诊办公室", kind: "referral", phone: "+861000000102", isReferralDesk: true },
    { id: "cardiology", name: "胸痛中心（心内科）", kind: "cardiology", phone: "+861000000103" },
    { id: "neurology", name: "卒中中心（神经内科）", kind: "neurology", phone: "+861000000104" },
    { id: "orthopaedics", name: "骨科", kind: "orthopaedics" },
    { id: "geriatrics", name: "老年医学科", kind: "geriatrics" },
    { id: "rehabilitation", name: "康复医学科", kind: "rehabilitation" },
  ],
  [cityId]: [{ id: "emergency", name: "急诊中心", kind: "emergency", phone: "+861000000201" }],
};

/** Below whom each kind of facility of the county stands. */
const above: Readonly<Partial<Record<SimulatedFacility["kind"], "hospital" | "centre">>> = {
  "township-health-centre": "hospital",
  "care-home": "centre",
  "mutual-aid-home": "centre",
  community: "centre",
};

/** After the third step, two minutes: the simulated carer leaves the oldest alert for longer, to whoever is watching. */
const whenNobodyAnswers: z.input<typeof newReferralPolicy> = {
  greenChannel: { afterStep: 3, toFacilityId: hospitalId },
};

/**
 * Makes a consortium of the demo's county: a county hospital above its township centre and homes, a hospital outside, the
 * agreements between them, two empty beds at the home, and what the home has agreed for an alert that nobody answers. What
 * is there already, or was changed, stays as it is.
 */
export async function registerConsortium(api: BoxApi, { facilities }: County): Promise<void> {
  const known = new Map(facilityList.parse(await getJson(api, "/api/facilities")).items.map((each) => [each.id, each]));
  for (const body of hospitals) {
    if (known.has(body.id)) continue;
    await postJson(api, "/api/facilities", body);
    await postJson(api, `/api/facilities/${body.id}`, { departments: departments[body.id] ?? [] });
  }
  const centre = facilities.find(({ kind }) => kind === "township-health-centre");
  for (const facility of facilities) {
    const parentId = above[facility.kind] === "hospital" ? hospitalId : centre?.id;
    if (parentId === undefined || known.get(facility.id)?.parentId !== undefined) continue;
    await postJson(api, `/api/facilities/${facility.id}`, { parentId, ...atHome(facility) });
  }
  const agreed = new Set(agreementList.parse(await getJson(api, "/api/agreements")).items.map(({ id }) => id));
  for (const terms of agreementsOf(facilities, centre))
    if (!agreed.has(terms.id)) await postJson(api, "/api/agreements", terms);
  for (const { id } of facilities.filter(({ kind }) => kind === "care-home")) {
    const path = `/api/facilities/${id}/referral-policy`;
    const { version } = referralPolicy.parse(await getJson(api, path));
    if (version === 0) await postJson(api, path, whenNobodyAnswers);
  }
}

function atHome({ id, kind, beds: there }: SimulatedFacility): FacilityChange {
  if (kind !== "care-home") return {};
  const addBeds = [1, 2].map((n) => ({ id: `${id}-spare${n}`, label: `1号楼601-${n}床` }));
  const count = there.length + addBeds.length;
  return { addBeds, licensed: { care: count, medical: 4 }, convertible: { medical: 2, hospice: 1 } };
}

type Paper = Required<Pick<Terms, "content" | "manner" | "fees" | "duties">>;

const hospitalPaper: Paper = {
  content: "双向转诊、急危重症绿色通道、远程会诊；上级医院预留床位，病情稳定后转回原机构。",
  manner: "转出前通过平台或电话联系；紧急情况先行转诊，六小时内补全资料。",
  fees: "诊疗费用按收治机构的收费标准和医保规定结算，转诊服务不另收费。",
  duties: "转出方如实提供病情和用药资料并安排陪送；接收方按时限答复、收治，回转时交付小结和随访安排。",
};
const centrePaper: Paper = {
  content: "业务指导、远程会诊；由卫生院医生定期巡诊，指导照护和用药。",
  manner: "每月巡诊一次，平时通过平台或电话联系。",
  fees: "巡诊和指导不收费；诊疗项目按卫生院的收费标准和医保规定结算。",
  duties: "请求方提供健康资料并落实医嘱；指导方按约定巡诊并答复咨询。",
};
const signedOn = "2025-12-20";

/** What the paper says, with a number of its own. */
function paperOf(from: string, to: string, paper: Paper): Paper & Pick<Terms, "number" | "signedOn"> {
  return { number: `演示-2025-${from}-${to}`.slice(0, 60), signedOn, ...paper };
}

function agreementsOf(
  facilities: readonly SimulatedFacility[],
  centre: SimulatedFacility | undefined,
): readonly Terms[] {
  const both = ["up-referral", "down-referral", "green-channel", "tele-consultation"] as const;
  const toHospital = facilities.map(({ id }): Terms => {
    return {
      id: `${id}-hospital`,
      fromFacilityId: id,
      toFacilityId: hospitalId,
      covers: [...both],
      validFrom: since,
      ...paperOf(id, "hospital", hospitalPaper),
    };
  });
  const toCentre = facilities.flatMap(({ id }): readonly Terms[] => {
    if (centre === undefined || id === centre.id) return [];
    const covers = ["guidance", "tele-consultation"] as const;
    return [
      {
        id: `${id}-centre`,
        fromFacilityId: id,
        toFacilityId: centre.id,
        covers: [...covers],
        validFrom: since,
        ...paperOf(id, "centre", centrePaper),
      },
    ];
  });
  const outside: Terms = {
    id: "demo-hospital-city",
    fromFacilityId: hospitalId,
    toFacilityId: cityId,
    covers: ["up-referral", "down-referral", "green-channel"],
    validFrom: since,
    validUntil: "2027-12-31",
    ...paperOf(hospitalId, "city", hospitalPaper),
  };
  return [...toHospital, ...toCentre, outside];
}
