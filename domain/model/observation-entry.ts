/** Turns a value in an accepted unit into the catalogue's unit: `value × factor + offset`. */
export interface Conversion {
  readonly factor: number;
  readonly offset?: number;
}

/** What people read. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** How long a value may be read as the present. */
export interface Freshness {
  /** Up to this age a value is live. */
  readonly liveForMs: number;
  /** Beyond this age it is lost; between the two it is stale. */
  readonly lostAfterMs: number;
}

/** What every kind of value has. */
export interface Entry {
  readonly label: Label;
  readonly codes: { readonly loinc?: string; readonly mdc?: number; readonly snomed?: string };
  readonly freshness: Freshness;
}

/** A measured number. */
export interface QuantityEntry extends Entry {
  readonly value: "quantity";
  /** UCUM. The name fixes the unit, so a record without a unit is in this one. */
  readonly unit: string;
  /** As people read it. */
  readonly displayUnit: string;
  /** SenML and everyday spellings that stand for this unit or convert into it. */
  readonly accepts: Readonly<Record<string, Conversion>>;
  /** What a living person or a real room can show, both ends included. Outside is a fault of the device. */
  readonly plausible: readonly [low: number, high: number];
  readonly decimals: number;
}

/** Yes or no. */
export interface BooleanEntry extends Entry {
  readonly value: "boolean";
}

/** One of a few answers. */
export interface CodeEntry extends Entry {
  readonly value: "code";
  readonly answers: Readonly<Record<string, Label>>;
}
