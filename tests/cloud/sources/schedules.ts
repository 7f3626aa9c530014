import { type EpochMs, hour, minute } from "../../../domain/model/time.ts";
import type { Clock } from "../../../local/clock.ts";
import type { Place } from "../assembly/deployment.ts";
import { signedBy } from "../aws-json.ts";
import type { Resource } from "../cloud.ts";
import type { Intercept } from "../gate/gate.ts";
import type { Roles } from "../gate/roles.ts";

export interface SchedulesOptions {
  readonly clock: Clock;
  readonly place: Place;
  readonly roles: () => Roles;
  /** moto, which keeps the schedules that functions make. */
  readonly registry: string;
  readonly invokeAsync: (functionArn: string, event: unknown) => Promise<void>;
  /** Checks and records what a role does without a request of its own. */
  readonly permit: (roleArn: string, action: string, resource: string) => boolean;
  readonly send: (roleArn: string, destinationArn: string, body: string) => Promise<void>;
}

interface Target {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
}

interface OneTime {
  readonly ScheduleExpression: string;
  readonly Target: Target;
  readonly ActionAfterCompletion?: "NONE" | "DELETE";
  readonly State?: string;
}

/** EventBridge Scheduler: those that repeat stand in the templates, those for once are made by functions as they run. */
export interface Schedules {
  /** Follows what functions do to schedules. */
  readonly intercept: Intercept;
  /** Starts the schedules of the templates. */
  start(resources: readonly Resource[]): void;
}

/** The Scheduler is on time to the minute: here it is always as late as that allows. */
const lateMs = minute - 1;

export function virtualSchedules(options: SchedulesOptions): Schedules {
  const { clock, place, registry, invokeAsync, permit, send } = options;
  const armed = new Map<string, () => void>();

  async function fire(
    { Arn: arn, RoleArn: roleArn, Input: input = "{}", DeadLetterConfig: deadLetters }: Target,
    at: EpochMs,
    source: string,
  ): Promise<void> {
    if (!options.roles().trusts(roleArn, "scheduler.amazonaws.com", source))
      throw new Error(`${roleArn} does not trust the Scheduler`);
    const body = input.replaceAll("<aws.scheduler.scheduled-time>", new Date(at).toISOString().replace(".000Z", "Z"));
    try {
      if (!arn.includes(":lambda:")) await send(roleArn, arn, body);
      else if (permit(roleArn, "lambda:InvokeFunction", arn)) await invokeAsync(arn, JSON.parse(body));
      else throw new Error(`${roleArn} may not invoke ${arn}`);
    } catch (error) {
      if (deadLetters?.Arn === undefined) throw error;
      await send(roleArn, deadLetters.Arn, body);
    }
  }

  function repeat(target: Target, everyMs: number, at: EpochMs, source: string): void {
    clock.setTimer(async () => {
      repeat(target, everyMs, at + everyMs, source);
      await fire(target, at, source);
    }, at);
  }

  /** As it stands in the registry when its time has come: it may have been moved meanwhile. */
  async function fireOnce(path: string): Promise<void> {
    const schedule = await registered<OneTime>("GET", path);
    if (schedule === undefined || schedule.State === "DISABLED") return;
    await fire(schedule.Target, timeOf(schedule), `${arnPrefix()}${path.replace("/schedules/", "schedule/")}`);
    if (schedule.ActionAfterCompletion === "DELETE") await registered("DELETE", path);
  }

  async function registered<T>(method: string, path: string): Promise<T | undefined> {
    const headers = { authorization: signedBy("runner", place.region, "scheduler") };
    const answer = await fetch(`${registry}${path}`, { method, headers });
    return answer.ok ? ((await answer.json()) as T) : undefined;
  }

  function arnPrefix(): string {
    return `arn:${place.partition}:scheduler:${place.region}:${place.account}:`;
  }

  return {
    async intercept(request, forward) {
      const answer = await forward(request);
      if (answer.status >= 300 || request.method === "GET") return answer;
      const { GroupName: inBody, ...schedule } = JSON.parse(request.body.toString() || "{}") as Partial<OneTime> & {
        GroupName?: string;
      };
      const group = inBody ?? request.url.searchParams.get("groupName") ?? "default";
      const path = `${request.url.pathname}?groupName=${encodeURIComponent(group)}`;
      armed.get(path)?.();
      armed.delete(path);
      if (request.method !== "DELETE")
        armed.set(
          path,
          clock.setTimer(() => fireOnce(path), timeOf(schedule as OneTime) + lateMs),
        );
      return answer;
    },

    start(resources) {
      for (const { type, ref, properties } of resources) {
        if (type !== "AWS::Scheduler::Schedule" || properties.State === "DISABLED") continue;
        const everyMs = spanOf(properties.ScheduleExpression as string);
        const first = (Math.floor(clock.now() / everyMs) + 1) * everyMs;
        const source = `${arnPrefix()}schedule/${(properties.GroupName as string | undefined) ?? "default"}/${ref}`;
        repeat(properties.Target as Target, everyMs, first, source);
      }
    },
  };
}

function timeOf({ ScheduleExpression: expression }: Pick<OneTime, "ScheduleExpression">): EpochMs {
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression)?.[1];
  if (at === undefined) throw new Error(`a function made the schedule ${expression}, which is not known here`);
  return Date.parse(`${at}Z`);
}

function spanOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const units: Readonly<Record<string, number>> = { minute, hour, day: 24 * hour };
  const span = Number(count) * (units[unit ?? ""] ?? Number.NaN);
  if (Number.isNaN(span)) throw new Error(`the schedule ${expression} is not known here`);
  return span;
}
