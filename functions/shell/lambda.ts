import middy from "@middy/core";
import { areaOf, weightOf } from "../areas.ts";
import type { FunctionName } from "../manifest.ts";
import type { Deps } from "./deps.ts";
import { treatmentOf } from "./error-table.ts";
import { jsonLog, type Log } from "./log.ts";
import { embeddedMetrics, type Metrics } from "./metrics.ts";

/** What a function needs of the context in which it is invoked; AWS Lambda's has more. */
export interface InvocationContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  /** Partition, region and account are read of it where a function has to name resources. */
  readonly invokedFunctionArn?: string;
  getRemainingTimeInMillis(): number;
}

/** A function ready to be invoked with the event of its trigger. It rejects when the trigger has to deliver again. */
export type Invocable = (event: unknown, context: InvocationContext) => Promise<unknown>;

/** Somebody whom a trigger let in: what they ask, and what is to be told of it before and after it is done. */
export interface LetIn<Input> {
  readonly input: Input;
  before(): Promise<void>;
  after(output: unknown): Promise<void>;
}

/** How the events of one kind of trigger come in and its answers go out. */
export interface Border<Input, Output, Parsed = Input> {
  /** Reads the event; throws what cannot be read. */
  parse(event: unknown, context: InvocationContext): Parsed;
  /** Asks who it is and whether they may, for triggers that somebody stands behind; throws a refusal. */
  admit?(parsed: Parsed, event: unknown, deps: unknown, name: FunctionName): Promise<LetIn<Input>>;
  /** Shapes what the use case returned for the trigger. */
  answer(output: Output, event: unknown): unknown;
  /** Answers a failure, for triggers whose caller waits; without it the failure goes back to the trigger. */
  refuse?(error: unknown, event: unknown): unknown;
}

/**
 * Makes a function of a use case: `create(deps)` wires the chain log → error table → border → use case `work`.
 *
 * Dependencies given as a function are made at the first event and kept, so that importing a handler costs nothing.
 */
export function lambda<N extends FunctionName, Input, Output, Parsed = Input>(
  name: N,
  border: Border<Input, Output, Parsed>,
  work: (input: Input, deps: Deps<N>) => Promise<Output>,
): (source: Deps<N> | (() => Promise<Deps<N>>)) => Invocable {
  return (source) => {
    let deps = typeof source === "function" ? undefined : source;

    async function run(event: unknown, context: InvocationContext): Promise<unknown> {
      if (deps === undefined) deps = await (source as () => Promise<Deps<N>>)();
      const log = deps.log.with({ function: name, requestId: context.awsRequestId });
      const parsed = border.parse(event, context);
      const letIn = await border.admit?.(parsed, event, deps, name);
      await letIn?.before();
      const output = await work(letIn?.input ?? (parsed as unknown as Input), { ...deps, log });
      await letIn?.after(output);
      return border.answer(output, event);
    }

    const chain = middy<unknown, unknown>(run)
      .use(refusals(border))
      .use(
        reporting(
          name,
          border.refuse === undefined,
          () => deps ?? { log: jsonLog({ now: Date.now }), metrics: embeddedMetrics({ now: Date.now }) },
        ),
      );
    return (event, context) => (chain as unknown as Invocable)(event, context);
  };
}

/** Runs after the log, since middy calls error hooks from the last to the first. */
function refusals(border: Pick<Border<never, never>, "refuse">): middy.MiddlewareObj {
  return { onError: ({ error, event }) => border.refuse?.(error, event) };
}

/**
 * A refused request is the caller's affair; everything else counts as a failure of the function. What is not answered
 * goes back to the trigger, and Lambda counts an error: whatever it counts beyond these crashed or ran out of time.
 */
function reporting(
  name: FunctionName,
  goesBack: boolean,
  surroundings: () => { readonly log: Log; readonly metrics: Metrics },
): middy.MiddlewareObj {
  return {
    onError: ({ error, context }) => {
      const { log, metrics } = surroundings();
      const { code, status, level } = treatmentOf(error);
      const fields = { function: name, requestId: context.awsRequestId, code, status };
      if (level !== "info") {
        metrics.put({ Failed: 1 }, name);
        const area = areaOf(name);
        if (area !== undefined) metrics.putOfArea({ FailureWeight: weightOf(name) }, area);
      }
      if (goesBack) metrics.put({ Thrown: 1 });
      log[level](`${name} failed: ${code}`, level === "info" ? fields : { ...fields, error });
    },
  };
}
