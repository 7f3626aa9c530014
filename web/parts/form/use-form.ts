import { useEffect, useRef, useState } from "react";
import type { Answer, AskProblem } from "../../data/api.ts";
import { settingsStore } from "../../data/settings.ts";
import { type Faults, faultAt, faultsElsewhere, faultsOf } from "./faults.ts";
import { formWords } from "./form-words.ts";

interface FormOptions<T, A> {
  readonly initial: T;
  /** What can be said before the service is asked, at the pointers of the request's body. */
  readonly check?: (values: T) => Faults;
  readonly send: (values: T) => Promise<Answer<A>>;
  readonly done?: (answer: A) => void;
  /** Where a value stands in the request's body; `/` and its name unless told. */
  readonly pointers?: Pointers<T> | ((values: T) => Pointers<T>);
}

type Pointers<T> = { readonly [K in keyof T]?: string };

/** A form's values, what is wrong with them, and how far sending has come. */
export interface Form<T> {
  readonly values: T;
  readonly isDirty: boolean;
  readonly isSending: boolean;
  readonly faults: Faults;
  /** Faults at places without a field. */
  readonly otherFaults: ReturnType<typeof faultsElsewhere>;
  /** Why it was refused as a whole. */
  readonly problem: AskProblem | undefined;
  set(change: Partial<T>): void;
  /** Takes up what others wrote meanwhile: nobody here changed it, and what is wrong elsewhere stays. */
  adopt(known: Partial<T>): void;
  pointerOf(name: keyof T): string;
  faultOf(name: keyof T): ReturnType<typeof faultAt>;
  submit(event?: { preventDefault(): void; readonly currentTarget: HTMLFormElement }): void;
  reset(values?: T): void;
}

/**
 * Keeps what was typed until the service has taken it: a refusal loses nothing, the first faulty field gets the focus, and
 * whoever leaves with unsaved changes is asked.
 */
export function useForm<T extends object, A>({
  initial,
  check = () => ({}),
  send,
  done,
  pointers = {},
}: FormOptions<T, A>): Form<T> {
  const [values, setValues] = useState(initial);
  const [isDirty, setIsDirty] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<AskProblem>();
  const formElement = useRef<HTMLFormElement>(null);
  useUnsaved(isDirty);
  useEffect(() => {
    if (Object.keys(faults).length > 0)
      formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  const known = typeof pointers === "function" ? pointers(values) : pointers;
  const pointerOf = (name: keyof T) => known[name] ?? `/${String(name)}`;

  async function sendNow(): Promise<void> {
    setIsSending(true);
    const answer = await send(values);
    setIsSending(false);
    if (answer.kind === "answer") {
      setIsDirty(false);
      done?.(answer.value);
      return;
    }
    setProblem(answer.problem);
    setFaults(faultsOf(answer.problem));
  }

  return {
    values,
    isDirty,
    isSending,
    faults,
    otherFaults: faultsElsewhere(faults, (Object.keys(values) as (keyof T)[]).map(pointerOf)),
    problem,
    set(change) {
      setValues((before) => ({ ...before, ...change }));
      setIsDirty(true);
      const changed = (Object.keys(change) as (keyof T)[]).map(pointerOf);
      setFaults((before) =>
        Object.fromEntries(
          Object.entries(before).filter(
            ([at]) => !changed.some((pointer) => at === pointer || at.startsWith(`${pointer}/`)),
          ),
        ),
      );
    },
    adopt: (known) => setValues((before) => ({ ...before, ...known })),
    pointerOf,
    faultOf: (name) => faultAt(faults, pointerOf(name)),
    submit(event) {
      event?.preventDefault();
      if (event !== undefined) formElement.current = event.currentTarget;
      if (isSending) return;
      setProblem(undefined);
      const found = check(values);
      setFaults(found);
      if (Object.keys(found).length === 0) void sendNow();
    },
    reset(next = initial) {
      setValues(next);
      setIsDirty(false);
      setFaults({});
      setProblem(undefined);
    },
  };
}

/** Asks before changes are lost: when the page is closed, and when a link leads to another one. */
export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const closing = (event: BeforeUnloadEvent) => event.preventDefault();
    const following = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link === null || link.getAttribute("href")?.startsWith("#") || link.hasAttribute("download")) return;
      if (confirm(formWords[settingsStore.read().language].leaveUnsaved)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", closing);
    document.addEventListener("click", following, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", closing);
      document.removeEventListener("click", following, { capture: true });
    };
  }, [isDirty]);
}
