import type { Role } from "../model/person.ts";
import type { RelationGrant } from "./consent.ts";
import { dataClasses } from "./data-classes.ts";

/** Who may do something: these roles where they hold, and relatives of the resident if it says so. */
export interface Rule {
  readonly roles: readonly Role[];
  /** Relatives too, for their own resident: who was granted one of these (domain/access/consent.ts). */
  readonly relatives?: readonly RelationGrant[];
  /** Also whoever a record was opened to in an emergency, while it is open. */
  readonly inEmergency?: true;
  /** Everybody who signed in, about themselves. */
  readonly everybody?: true;
}

const atBedside = ["carer", "nurse", "doctor"] as const;
const staff = [...atBedside, "referral-coordinator", "facility-manager"] as const;

/**
 * What can be done and by whom: the one table of access. A route names its action in functions/manifest.ts; an action
 * that nobody is named for is done by nobody.
 */
export const rules = {
  "self.read": { roles: [], everybody: true },
  "self.change": { roles: [], everybody: true },
  "facility.read": { roles: [...staff, "health-supervisor", "civil-affairs-supervisor", "operator"] },
  "facility.manage": { roles: ["operator"] },
  "bed.manage": { roles: ["facility-manager", "operator"] },
  /** Which beds are taken, held and free; by whom is shown to those who may read residents there. */
  "bed.read": { roles: [...staff, "health-supervisor", "civil-affairs-supervisor", "operator"] },
  "bed.hold": { roles: ["nurse", "doctor", "referral-coordinator", "facility-manager"] },
  /** To ask for a bed to be used otherwise, to do it, and to take it back. */
  "bed.convert": { roles: ["nurse", "doctor", "facility-manager"] },
  "bed.convert-order": { roles: ["doctor"] },
  "bed.convert-approve": { roles: ["facility-manager"] },
  "consortium.read": { roles: [...staff, "health-supervisor", "civil-affairs-supervisor", "operator"] },
  "consortium.manage": { roles: ["operator"] },
  "resident.read": { roles: [...staff, "health-supervisor", "operator"], inEmergency: true },
  "resident.manage": { roles: ["nurse", "facility-manager", "operator"] },
  /** What is known of a resident: whoever makes a diagnosis writes it down. */
  "resident.change": { roles: ["nurse", "doctor", "facility-manager", "operator"] },
  /** Diagnoses, infections, numbers of papers: whoever cares for the resident, and whoever keeps the record. */
  "clinical.read": { roles: [...staff, "operator"], inEmergency: true },
  "history.read": { roles: [...staff, "operator"] },
  "plan.change": { roles: ["nurse", "doctor"] },
  "alert.read": { roles: [...staff, "health-supervisor", "operator"], inEmergency: true },
  "alert.handle": { roles: staff },
  /** That they see to it, and words about it: operators too, who are called when nobody else can be reached. */
  "alert.answer": { roles: [...staff, "operator"] },
  "alert.shelve": { roles: ["nurse", "doctor", "facility-manager"] },
  "note.read": { roles: staff, inEmergency: true },
  "note.write": { roles: staff },
  "hand-over.read": { roles: staff },
  "hand-over.write": { roles: [...atBedside, "facility-manager"] },
  /** That they have read what was handed over to them. */
  "hand-over.confirm": { roles: staff },
  "device.read": { roles: [...staff, "operator"] },
  "device.manage": { roles: ["facility-manager", "operator"] },
  "device.announce": { roles: ["operator"] },
  "duty.read": { roles: [...staff, "health-supervisor", "civil-affairs-supervisor", "operator"] },
  "duty.manage": { roles: ["facility-manager", "operator"] },
  "duty.swap": { roles: [...staff] },
  "escalation.read": { roles: [...staff, "operator"] },
  "escalation.manage": { roles: ["facility-manager", "operator"] },
  "delivery.read": { roles: ["nurse", "doctor", "facility-manager", "operator"] },
  "channel.manage": { roles: ["operator"] },
  "person.read": { roles: ["facility-manager", "operator"] },
  "person.manage": { roles: ["facility-manager", "operator"] },
  "referral.read": { roles: staff },
  /** To call the green channel from an alert: whoever is at the bedside at night. */
  "referral.call": { roles: staff },
  "referral.request": { roles: ["nurse", "doctor", "referral-coordinator", "facility-manager"] },
  /** What everybody can see: that somebody left, came or is back; and every step that asks for more (domain/referrals/transitions.ts). */
  "referral.handle": { roles: staff },
  "referral.confirm": { roles: ["nurse", "doctor", "referral-coordinator", "facility-manager"] },
  /** Moments of a treatment, what is ready for it, and which centre it is for: whoever treats, in their own house. */
  "referral.record": { roles: ["nurse", "doctor", "referral-coordinator"] },
  /** For a house: to take somebody or not, and that somebody is fit to go back. */
  "referral.decide": { roles: ["doctor", "referral-coordinator", "facility-manager"] },
  /** What the other house answered on the telephone: at night a home has a nurse alone; carers do not speak for a house. */
  "referral.write-answer": { roles: ["nurse", "doctor", "referral-coordinator", "facility-manager"] },
  "referral-figures.read": {
    roles: ["doctor", "referral-coordinator", "facility-manager", "health-supervisor", "operator"],
  },
  /** Relatives see of the visits of their own when they are and who takes part. */
  "visit.read": { roles: staff, relatives: ["video"] },
  "visit.read-note": { roles: ["nurse", "doctor", "referral-coordinator", "facility-manager"] },
  /** Relatives ask for a call of the family, and for nothing else. */
  "visit.request": { roles: ["nurse", "doctor", "referral-coordinator", "facility-manager"], relatives: ["video"] },
  /** To whoever another house turned to for tele-consultation: its residents by name, and visits to them. */
  "visit.offer": { roles: ["doctor", "referral-coordinator"] },
  /** Time, cancelling, consent and its withdrawal: each step asks for more (domain/visits/transitions.ts), as those below do. */
  "visit.arrange": { roles: staff },
  /** Relatives take part when they are invited. */
  "visit.join": { roles: atBedside, relatives: ["video"] },
  /** A medical visit is led by its doctor; a family's call is opened by whoever is with the resident. */
  "visit.conduct": { roles: atBedside, relatives: ["video"] },
  "visit.write": { roles: ["doctor"] },
  "visit.sign": { roles: ["doctor"] },
  "visit.report": { roles: [...atBedside, "referral-coordinator"] },
  /** Those whose relative they are, and what they may see of each. */
  "family.list": { roles: [], everybody: true },
  "family.read": { roles: [], relatives: dataClasses },
  "family.read-vitals": { roles: [], relatives: ["vitals"] },
  "family.read-alerts": { roles: [], relatives: ["alerts"] },
  "family.read-record": { roles: [], relatives: ["record"] },
  /** Who a resident's relatives are, what each may see and by whose word. */
  "kin.read": { roles: ["nurse", "doctor", "facility-manager"], relatives: ["guardian"] },
  /** To ask somebody to come as a relative, and to look at a guardian's proof. */
  "kin.manage": { roles: ["nurse", "facility-manager"] },
  /** To write down what the resident decided; a guardian decides themselves. */
  "consent.record": { roles: ["nurse", "facility-manager"], relatives: ["guardian"] },
  /** All that is kept of a resident, for themselves by the facility, or for whoever decides for them. */
  "record.copy": { roles: ["facility-manager"], relatives: ["guardian"] },
  /** Everybody who signed in, registered or not: the code says for whom. */
  "self.join": { roles: [], everybody: true },
  /** In an emergency, the record of whom a hospital receives: whoever treats them there, or prepares for it. */
  "record.open": { roles: ["nurse", "doctor", "referral-coordinator"] },
  /** Of somebody who came without anybody having sent them. */
  "record.open-on-duty": { roles: ["doctor"] },
  /** Records of a house's residents that were opened: who, when, why, and what they looked at. */
  "opening.read": { roles: ["facility-manager", "health-supervisor"] },
  /** To judge that afterwards, and to say for how long records are opened. */
  "opening.review": { roles: ["facility-manager"] },
  /** That the record was opened in an emergency, and whether that was right: whoever hears of alerts or sees the record. */
  "family.read-openings": { roles: ["facility-manager"], relatives: ["alerts", "record"] },
  /** How long a resident's data are kept; to stop every deletion of them; to erase them where the care has ended. */
  "retention.read": { roles: ["facility-manager", "operator"] },
  "retention.hold": { roles: ["facility-manager", "operator"] },
  "retention.erase": { roles: ["facility-manager", "operator"] },
  /** The account of a relative or of somebody who left: whoever could give it. */
  "account.erase": { roles: ["facility-manager", "operator"] },
  "retention.register": { roles: ["operator"] },
  /** What a relative and the care team write to each other: relatives each their own, who see the light at least. */
  "family-message.read": { roles: [...atBedside, "facility-manager"], relatives: ["status-light"] },
  "family-message.write": { roles: [...atBedside, "facility-manager"], relatives: ["status-light"] },
  /** The list of all that relatives write, for whoever answers. */
  "family-message.answer": { roles: [...atBedside, "facility-manager"] },
  /** Pictures for relatives: taken at the bedside, seen by those who may see the resident by video. */
  "family-picture.send": { roles: ["carer", "nurse"] },
  "family-picture.read": { roles: [...atBedside, "facility-manager"], relatives: ["video"] },
  "live.listen": { roles: [...staff, "health-supervisor", "operator"] },
  "health.read": { roles: [], everybody: true },
  "health.inspect": { roles: ["operator"] },
  "quarantine.read": { roles: ["operator"] },
  /** Who looked: whoever answers for the house, whoever decides for the resident, and who supervises. */
  "audit.read": {
    roles: ["facility-manager", "health-supervisor", "civil-affairs-supervisor"],
    relatives: ["guardian"],
  },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;
export const actions = Object.keys(rules) as readonly Action[];

export function ruleOf(action: Action): Rule {
  return rules[action];
}
