import { useSyncExternalStore } from "react";
import { type AskProblem, ask } from "../data/api.ts";
import { type Family, familyOf, readBy } from "./answers.ts";
import { keptFamily, keptKey, keptText } from "./kept-family.ts";
import type { PhoneTime } from "./news.ts";

export interface FamilyState {
  /** What is known, maybe from an earlier visit. */
  readonly family?: Family;
  /** When this page heard it; absent for what was kept. */
  readonly heard?: PhoneTime;
  /** Why the last question brought nothing. */
  readonly problem?: AskProblem;
  readonly isAsking: boolean;
  /** Grows with each answer: what rests on it asks again. */
  readonly answers: number;
}

const path = "/api/family";
const listSchema = readBy(path, familyOf);

let state: FamilyState = { isAsking: false, answers: 0 };
let person: string | undefined;
let isAskedAgain = false;
/** An answer to what was asked before everything was forgotten is not taken up. */
let forgotten = 0;
const listeners = new Set<() => void>();

function become(next: FamilyState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function phoneTime(): PhoneTime {
  return { wall: Date.now(), steady: performance.now() };
}

export const familyStore = {
  read: (): FamilyState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useFamily(): FamilyState {
  return useSyncExternalStore(familyStore.subscribe, familyStore.read);
}

/** Shows at once what this person last heard on this phone; what is somebody else's is taken away. */
export function takeUpKept(whose: string | undefined): void {
  person = whose;
  const family = whose === undefined ? undefined : keptFamily(localStorage.getItem(keptKey), whose, Date.now());
  const { family: _, heard: __, ...rest } = state;
  if (family === undefined) localStorage.removeItem(keptKey);
  become(family === undefined ? rest : { ...rest, family });
}

/** Leaves nothing of anybody on this phone, and nothing in the page. */
export function forgetFamily(problem?: AskProblem): void {
  forgotten += 1;
  localStorage.removeItem(keptKey);
  become({ isAsking: false, answers: state.answers, ...(problem === undefined ? {} : { problem }) });
}

/** Asks how they are. Questions never overlap: one that comes meanwhile is asked right after. */
export async function readFamily(): Promise<void> {
  if (state.isAsking) {
    isAskedAgain = true;
    return;
  }
  become({ ...state, isAsking: true });
  // The answer is at least as old as the question.
  const askedAt = phoneTime();
  const before = forgotten;
  const answer = await ask(path, listSchema);
  if (before !== forgotten) return;
  if (answer.kind === "answer") {
    keep(answer.value);
    become({ family: answer.value, heard: askedAt, isAsking: false, answers: state.answers + 1 });
  } else if (endsSight(answer.problem)) forgetFamily(answer.problem);
  else become({ ...state, problem: answer.problem, isAsking: false });
  if (!isAskedAgain) return;
  isAskedAgain = false;
  await readFamily();
}

function keep(family: Family): void {
  if (person === undefined) return;
  try {
    localStorage.setItem(keptKey, keptText(family, person, Date.now()));
  } catch {
    // A phone that is full keeps nothing, not even what is older.
    localStorage.removeItem(keptKey);
  }
}

/** Whether an answer says that this person may see nothing here any more. */
export function endsSight(problem: AskProblem): boolean {
  return problem.kind === "refused" && [401, 403, 404, 410].includes(problem.status);
}
