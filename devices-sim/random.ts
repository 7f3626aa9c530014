/** What a stream of chance is for, e.g. the seed, `person`, 12. The same key always gives the same stream. */
export type RandomKey = readonly (string | number)[];

/** A stream of chance without any state outside itself. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a key. */
export function hashOf(...key: RandomKey): number {
  let hash = 0x811c9dc5;
  for (const char of key.join("\u0000")) hash = Math.imul(hash ^ (char.codePointAt(0) as number), 0x01000193);
  return mix(hash);
}

/** A random stream (sfc32) for one purpose; other purposes do not disturb it. */
export function randomOf(...key: RandomKey): Random {
  let a = hashOf(...key);
  let b = mix(a + 0x9e3779b9);
  let c = mix(b + 0x9e3779b9);
  let counter = 1;
  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  }
  for (let i = 0; i < 12; i++) next();
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    chance: (probability) => next() < probability,
  };
}

/** A number in [0, 1) that belongs to one tick of one purpose. */
export function chanceAt(salt: number, tick: number): number {
  return mix(salt ^ Math.imul(tick | 0, 0x9e3779b1) ^ Math.floor(tick / 0x1_0000_0000)) / 0x1_0000_0000;
}

/**
 * Smooth noise in [-1, 1] as a pure function of time: a fresh value every `periodMs`, eased in between. Asking for any
 * moment in any order gives the same curve, so that history and the present fit together.
 */
export function noiseAt(salt: number, at: number, periodMs: number): number {
  const tick = Math.floor(at / periodMs);
  const t = at / periodMs - tick;
  const eased = t * t * (3 - 2 * t);
  const from = chanceAt(salt, tick);
  return (from + (chanceAt(salt, tick + 1) - from) * eased) * 2 - 1;
}
