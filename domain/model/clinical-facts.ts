/** A diagnosis 诊断 as the record has it; a named doctor made it, software only carries it on. */
export interface Diagnosis {
  readonly name: string;
  /** ICD-10, as the insurance writes it, e.g. `I10.x00`. */
  readonly icd10?: string;
  /** When it began, as far as known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly since?: string;
  /** Over and done with: it belongs to the past history 既往史. */
  readonly past?: true;
}

/** A medicine 用药 that the person takes. */
export interface Medicine {
  readonly name: string;
  /** Dose, route and frequency in words, e.g. `5 mg 口服 每日一次`. */
  readonly dosage?: string;
  /** Since when, as in {@link Diagnosis}. */
  readonly since?: string;
}

/** How others are protected from an infection, or the person from others (WS/T 311-2023 names contact, droplet and airborne). */
export const isolationKinds = ["contact", "droplet", "airborne", "protective"] as const;
export type IsolationKind = (typeof isolationKinds)[number];

/** What is in or on the body and must not be overlooked, pulled out or forgotten when a person is moved. */
export const tubeKinds = [
  "nasogastric-tube",
  "gastrostomy",
  "urinary-catheter",
  "tracheostomy",
  "oxygen",
  "venous-line",
  "drain",
  "stoma",
  "pacemaker",
  "dialysis-access",
  "other",
] as const;
export type TubeKind = (typeof tubeKinds)[number];

/** A device or tube 管路与植入物 on a person. */
export interface Tube {
  readonly kind: TubeKind;
  /** Size, side, depth, or what it is when the kind is `other`. */
  readonly note?: string;
  /** Since when, as in {@link Diagnosis}: a catheter has its day of changing. */
  readonly since?: string;
}

/** How a person gets about, from by themselves to not at all: it decides who and what must come for them. */
export const mobilities = ["independent", "with-aid", "with-help", "wheelchair", "bedridden"] as const;
export type Mobility = (typeof mobilities)[number];

/**
 * What another house must know of a person beside their vitals. What is absent was never recorded, which is not the same
 * as that there is none.
 */
export interface ClinicalFacts {
  readonly diagnoses?: readonly Diagnosis[];
  /** Past history 既往史 in words: operations, injuries, transfusions. */
  readonly pastHistory?: string;
  readonly medicines?: readonly Medicine[];
  /** Infections and carriage, e.g. MRSA, 乙肝表面抗原阳性. */
  readonly infections?: readonly string[];
  readonly isolation?: readonly IsolationKind[];
  readonly tubes?: readonly Tube[];
  /** Pressure injuries 压力性损伤 with place and stage, e.g. `骶尾部 2期`. */
  readonly pressureInjuries?: readonly string[];
  readonly mobility?: Mobility;
}

/** By what offices and insurers know a person; the papers of a referral ask for it. */
export interface PersonalNumbers {
  /** Resident identity card 身份证号. */
  readonly identityNumber?: string;
  /** Health insurance 医保卡号. */
  readonly insuranceNumber?: string;
  /** Residents' health record 健康档案编号. */
  readonly recordNumber?: string;
  readonly address?: string;
  readonly phone?: string;
}

/** Every fact and number, in the order in which they are shown. */
export const clinicalFactNames = [
  "identityNumber",
  "insuranceNumber",
  "recordNumber",
  "address",
  "phone",
  "diagnoses",
  "pastHistory",
  "medicines",
  "infections",
  "isolation",
  "tubes",
  "pressureInjuries",
  "mobility",
] as const satisfies readonly (keyof ClinicalFacts | keyof PersonalNumbers)[];
