import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Clock } from "../../../local/clock.ts";
import type { InvokeAnswer, Resource, Usage } from "../cloud.ts";
import type { Roles } from "../gate/roles.ts";
import type { Internet } from "../internet/internet.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

export interface FunctionsOptions {
  readonly resources: readonly Resource[];
  /** Object key of a bundle → the folder in which it lies. */
  readonly assets: ReadonlyMap<string, string>;
  readonly roles: Roles;
  readonly clock: Clock;
  readonly region: string;
  readonly endpoint: string;
  readonly issuer: { readonly url: string; readonly endpoint: string };
  readonly internet?: Internet;
}

/** Lambda: every function of the templates, each in processes of its own. */
export interface Functions {
  /** The function of this name or ARN; throws when no template has it. */
  find(nameOrArn: string): Resource;
  invoke(nameOrArn: string, event: unknown): Promise<InvokeAnswer>;
  logLines(nameOrArn: string): readonly string[];
  usage(): ReadonlyMap<string, Usage>;
  close(): void;
}

/** Payloads of synchronous invocations, in and out. */
const largestPayload = 6 * 1024 * 1024;
/** Of one function; what comes beyond waits. The limit of a new account, so that a storm does not start a process each. */
const mostAtOnce = 10;

export function startFunctions(options: FunctionsOptions): Functions {
  const { resources, assets, roles, clock, region, endpoint, issuer, internet } = options;
  const functions = resources.filter(({ type }) => type === "AWS::Lambda::Function");
  const idle = new Map<string, Sandbox[]>();
  const running = new Set<Sandbox>();
  const lines = new Map<string, string[]>();
  const usage = new Map<string, Usage>();
  const turns = new Map<string, Turns>();

  function find(nameOrArn: string): Resource {
    const found = functions.find(({ ref, attributes }) => [ref, attributes.Arn].includes(nameOrArn));
    if (found === undefined) throw new Error(`no template has the function ${nameOrArn}`);
    return found;
  }

  function environmentOf({ ref, properties }: Resource): Record<string, string> {
    const { Environment, Role } = properties as { Environment?: { Variables?: Record<string, string> }; Role: string };
    return {
      ...Object.fromEntries(
        Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [name, hereAbouts(value)]),
      ),
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_LAMBDA_FUNCTION_NAME: ref,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryOf(properties)),
      AWS_ACCESS_KEY_ID: roles.session(Role, ref).accessKeyId,
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "session",
      AWS_ENDPOINT_URL: endpoint,
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
    };
  }

  /** A queue's URL is also where the SDK sends: its host must lead here, as the name of AWS's own leads there. */
  function hereAbouts(value: string): string {
    return value.replaceAll(new RegExp(`https://sqs\\.${region}\\.amazonaws\\.com(\\.cn)?`, "g"), endpoint);
  }

  function start(lambda: Resource): ReturnType<typeof startSandbox> {
    const { Role: roleArn } = lambda.properties as { Role: string };
    if (!roles.trusts(roleArn, "lambda.amazonaws.com", lambda.attributes.Arn as string))
      throw new Error(`${lambda.ref}: its role does not trust Lambda`);
    const { Code, Handler } = lambda.properties as { Code: { S3Key: string }; Handler: string };
    const folder = assets.get(Code.S3Key);
    if (folder === undefined) throw new Error(`${lambda.ref}: the assembly has no bundle ${basename(Code.S3Key)}`);
    const written = lines.get(lambda.ref) ?? [];
    lines.set(lambda.ref, written);
    return startSandbox({
      folder,
      handler: Handler,
      memoryMb: memoryOf(lambda.properties),
      environment: environmentOf(lambda),
      issuer,
      ...(internet === undefined ? {} : { internet }),
      onLine: (line) => void written.push(line),
    });
  }

  async function invokeIn(lambda: Resource, event: unknown): Promise<Uncounted> {
    if (Buffer.byteLength(JSON.stringify(event)) > largestPayload) return tooLarge("RequestTooLargeException");
    const deadlineMs = Number(lambda.properties.Timeout ?? 3) * 1000;
    const pool = idle.get(lambda.ref) ?? [];
    idle.set(lambda.ref, pool);
    const sandbox = pool.pop() ?? (await start(lambda));
    if ("kind" in sandbox) return sandbox;
    running.add(sandbox);
    const context = {
      functionName: lambda.ref,
      functionVersion: "$LATEST",
      invokedFunctionArn: lambda.attributes.Arn,
      memoryLimitInMB: String(memoryOf(lambda.properties)),
      awsRequestId: randomUUID(),
    };
    const answer = await sandbox.invoke({ event, context, now: clock.now(), deadlineMs });
    if (sandbox.isAlive) pool.push(sandbox);
    else running.delete(sandbox);
    const isTooLarge = answer.kind === "answered" && JSON.stringify(answer.payload).length > largestPayload;
    return isTooLarge ? tooLarge("Function.ResponseSizeTooLarge") : answer;
  }

  return {
    find,
    async invoke(nameOrArn, event) {
      const lambda = find(nameOrArn);
      const { take, give } = turns.get(lambda.ref) ?? newTurns(mostAtOnce);
      turns.set(lambda.ref, { take, give });
      await take();
      const isCold = (idle.get(lambda.ref)?.length ?? 0) === 0;
      const from = performance.now();
      const answer = await invokeIn(lambda, event).finally(give);
      const billedMs = Math.ceil(performance.now() - from);
      const before = usage.get(lambda.ref) ?? { invocations: 0, coldStarts: 0, failures: 0, billedMs: 0 };
      usage.set(lambda.ref, {
        invocations: before.invocations + 1,
        coldStarts: before.coldStarts + (isCold ? 1 : 0),
        failures: before.failures + (answer.kind === "failed" ? 1 : 0),
        billedMs: before.billedMs + billedMs,
      });
      return { ...answer, billedMs };
    },
    logLines: (nameOrArn) => lines.get(find(nameOrArn).ref) ?? [],
    usage: () => usage,
    close() {
      for (const sandbox of running) sandbox.kill();
    },
  };
}

interface Turns {
  take(): Promise<void>;
  give(): void;
}

/** Lets so many go at once; whoever waits goes in the order of coming. */
function newTurns(free: number): Turns {
  const waiting: (() => void)[] = [];
  let left = free;
  return {
    async take() {
      if (left > 0) left -= 1;
      else await new Promise<void>((go) => waiting.push(go));
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) left += 1;
      else next();
    },
  };
}

type Uncounted = InvokeAnswer extends infer A ? (A extends unknown ? Omit<A, "billedMs"> : never) : never;

function tooLarge(errorType: string): Uncounted {
  return { kind: "failed", errorType, errorMessage: `a payload exceeds ${largestPayload} bytes` };
}

function memoryOf(properties: Resource["properties"]): number {
  return Number(properties.MemorySize ?? 128);
}
