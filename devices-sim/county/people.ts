import type { DisabilityLevel } from "../../domain/model/resident.ts";
import { hour, minute } from "../../domain/model/time.ts";
import { hashOf, type Random, randomOf } from "../random.ts";
import { clock } from "../wall-clock.ts";
import type { Baseline, Habits, Mobility, SimulatedCounty, SimulatedDevice, SimulatedPerson } from "./county.ts";
import { devicesOf } from "./equipment.ts";
import { layOutCounty, type Place } from "./facilities.ts";
import { pickName, surnameOf } from "./names.ts";

/** Disability levels as they are met in care: 0 and 1 are common, level 5 is rare. */
const levels: readonly DisabilityLevel[] = [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

/** The tenth of each 24 residents has COPD and lives within the target of NEWS2 scale 2, 88–92 %. */
const peopleACopd = 24;
const copdAt = 9;
const copdSpo2 = 90.3;

/**
 * Plans a county: the same seed gives the same people, and a larger county contains the smaller one.
 *
 * `year` is the simulated year, from which ages of 68 to 98 are counted back.
 */
export function planCounty(options: {
  readonly prefix: string;
  readonly seed: number;
  readonly residents: number;
  readonly year: number;
}): SimulatedCounty {
  const people: SimulatedPerson[] = [];
  const devices: SimulatedDevice[] = [];
  const names = new Set<string>();
  const places = layOutCounty(options.prefix, options.residents);
  places.forEach((place, index) => {
    const person = planPerson(options, place, index, names);
    people.push(person);
    devices.push(...devicesOf(person, place.facility.kind, index));
  });
  return { facilities: [...new Map(places.map(({ facility }) => [facility.id, facility])).values()], people, devices };
}

function planPerson(
  options: { readonly prefix: string; readonly seed: number; readonly year: number },
  place: Place,
  index: number,
  names: Set<string>,
): SimulatedPerson {
  const random = randomOf(options.seed, "person", index);
  const sex = random.chance(0.6) ? "female" : "male";
  const name = newName(random, sex, names);
  const level = place.facility.kind === "community" ? random.pick(levels.slice(0, 8)) : random.pick(levels);
  const age = random.whole(68, 98);
  const birthDate = `${options.year - age}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))}`;
  const hasCopd = index % peopleACopd === copdAt;
  const mobility: Mobility = level >= 4 ? "bedbound" : level === 3 ? "wheelchair" : "walks";
  return {
    id: `${options.prefix}-r${index + 1}`,
    salt: hashOf(options.seed, "body", index),
    name,
    sex,
    birthDate,
    facilityId: place.facility.id,
    bedId: place.bedId,
    careSetting: place.facility.kind === "community" ? "home" : "care-home",
    disabilityLevel: level,
    palliative: level === 5 && random.chance(0.4),
    ...(hasCopd ? { spo2Scale2: orderIn(options.year) } : {}),
    allergies: random.chance(0.2) ? [random.pick(["青霉素", "磺胺", "头孢", "海鲜"])] : [],
    contacts: [planContact(random, name)],
    baseline: { ...planBaseline(random, sex), ...(hasCopd ? { spo2: copdSpo2 } : {}) },
    habits: planHabits(random, mobility),
  };
}

function orderIn(year: number): NonNullable<SimulatedPerson["spo2Scale2"]> {
  return {
    orderedBy: "李医生",
    orderedAt: `${year - 1}-11-03T09:30:00+08:00`,
    reason: "慢阻肺，高碳酸血症型呼吸衰竭，目标血氧 88–92%",
  };
}

/** Plausible and unremarkable: alone, none of these values gives a NEWS2 point. */
export function planBaseline(random: Random, sex: "female" | "male"): Baseline {
  const hasDiabetes = random.chance(0.2);
  return {
    heartRate: random.between(63, 78),
    respiratoryRate: random.between(14.2, 16.8),
    spo2: random.between(96.6, 98),
    systolic: random.between(118, 139),
    diastolic: random.between(66, 79),
    temperature: random.between(36.45, 36.75),
    glucose: hasDiabetes ? random.between(6.8, 8.4) : random.between(4.9, 5.8),
    weight: sex === "female" ? random.between(42, 66) : random.between(50, 78),
  };
}

function planHabits(random: Random, mobility: Mobility): Habits {
  return {
    mobility,
    wakesAt: clock(6, 20) + random.between(0, 60) * minute,
    goesToBedAt: clock(19, 40) + random.between(0, 1.6) * hour,
    toiletTripsANight: mobility === "bedbound" ? 0 : random.whole(0, 3),
    goesOut: mobility === "walks" && random.chance(0.7),
  };
}

function planContact(random: Random, name: string): SimulatedPerson["contacts"][number] {
  const isDaughter = random.chance(0.5);
  return {
    name: surnameOf(name) + random.pick(isDaughter ? ["敏", "丽", "红梅", "静"] : ["伟", "强", "建军", "磊"]),
    relation: isDaughter ? "女儿" : "儿子",
    phone: `1390000${String(random.whole(0, 9999)).padStart(4, "0")}`,
  };
}

function newName(random: Random, sex: "female" | "male", names: Set<string>): string {
  let name = pickName(random, sex);
  for (let attempt = 0; names.has(name) && attempt < 50; attempt++) name = pickName(random, sex);
  names.add(name);
  return name;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
