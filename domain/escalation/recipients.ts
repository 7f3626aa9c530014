import type { AlertPriority, StandIn } from "../alerts/alert.ts";
import { onDutyAt, rolesWithRoster } from "../duty/roster.ts";
import type { DutyRole, Shift } from "../duty/shift.ts";
import type { Person, Role } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import { type Channel, type ChannelKind, isPersonal, personalChannels } from "../notify/channel.ts";
import type { EscalationStep } from "./policy.ts";
import { isWorking, type Way, type WayContext, type WayState, waysTo } from "./ways.ts";

/** All by which it is decided who is called for a facility at a moment. */
export interface CallContext extends WayContext {
  readonly at: EpochMs;
  /** Of the facility, at least as far around `at` as a roster counts as kept. */
  readonly shifts: readonly Shift[];
  /** At least all who hold a role there, and the operators. */
  readonly people: readonly Person[];
}

export interface CalledPerson {
  readonly person: Person;
  /** In which the step calls them; empty when it names the person. */
  readonly roles: readonly Role[];
  readonly ways: readonly Way[];
}

export interface CalledChannel {
  readonly channel: Channel;
  readonly state: WayState;
}

/** Whom a step calls, each once. */
export interface Called {
  readonly people: readonly CalledPerson[];
  readonly channels: readonly CalledChannel[];
  /** Set when nobody whom the step names can be reached, or nobody at the bedside: `people` and `channels` have who is called instead. */
  readonly instead?: StandIn;
}

/**
 * Whom steps that are taken at once call. Nobody stands there twice, by no channel twice.
 *
 * A step for some departments calls who is on duty there, and nobody at other bedsides; where it reaches none of them by
 * the roster, it calls at once all whom it names in the house.
 *
 * Where nobody can be reached by the channels that a step asks for, they are called by all that they have. Where nobody
 * can be reached at all (nobody on duty, no address, no gateway), all who hold the roles that it names are called off duty,
 * then the facility's managers and its groups, then the operators; for priority low nobody is, since it waits. A step that
 * names carers or nurses and reaches none of them, but a doctor or a group, calls those off duty besides: whoever is
 * reached elsewhere is not at the bedside.
 */
export function calledBy(asked: readonly EscalationStep[], priority: AlertPriority, context: CallContext): Called {
  const steps = asked.map((step) => inHouse(step, context));
  const named = merged(steps.map((step) => namedBy(step, context)));
  const forHouse = steps.filter(({ departments }) => departments === undefined);
  if (isReached(named)) return priority === "low" ? named : withBedside(named, forHouse, context);
  const byAll = merged(steps.map(({ channels: _, ...step }) => namedBy(step, context)));
  if (isReached(byAll)) return priority === "low" ? byAll : withBedside(byAll, steps, context);
  if (priority === "low") return { ...byAll, instead: "nobody" };
  const offDuty = holdersOf(rolesNamed(steps), context);
  if (isReached(offDuty)) return { ...merged([byAll, offDuty]), instead: "off-duty" };
  const managers = {
    people: withRoles(holders(context, "facility-manager"), ["facility-manager"], personalChannels, context),
    channels: groupsOf(context),
  };
  if (isReached(managers)) return { ...managers, instead: "facility-managers" };
  const operators = {
    people: withRoles(holders(context, "operator"), ["operator"], personalChannels, context),
    channels: [],
  };
  if (isReached(operators)) return { ...operators, instead: "operators" };
  return { ...byAll, instead: "nobody" };
}

/** Whether somebody who is planned can be reached in the departments of a step, or for the whole house; a step without any, or a role without a roster, says nothing of that. */
export function reachesDepartments(step: EscalationStep, context: CallContext): boolean {
  if (step.departments === undefined) return false;
  const kept = rolesWithRoster(context.shifts, context.at);
  const call = step.departments.call.filter((callee) => callee.kind === "on-duty" && kept.has(callee.role));
  return isReached(namedBy({ ...step, departments: { ...step.departments, call } }, context));
}

/** A step as it is taken: in its departments by all that they have where what it asks for reaches nobody there, for the whole house where that does not either. */
function inHouse(step: EscalationStep, context: CallContext): EscalationStep {
  if (step.departments === undefined || reachesDepartments(step, context)) return step;
  const { channels: _asked, ...byAll } = step;
  if (reachesDepartments(byAll, context)) return byAll;
  const { departments: _, ...forHouse } = step;
  return forHouse;
}

/** At the bedside within minutes: doctors and managers may be anywhere. */
const bedsideRoles: ReadonlySet<Role> = new Set<DutyRole>(["carer", "nurse"]);

function withBedside(called: Called, steps: readonly EscalationStep[], context: CallContext): Called {
  const roles = rolesNamed(steps).filter((role) => bedsideRoles.has(role));
  const isThere = (one: Called) =>
    isReached({
      people: one.people.filter((person) => person.roles.some((role) => bedsideRoles.has(role))),
      channels: [],
    });
  if (roles.length === 0 || isThere(called)) return called;
  const onDuty = merged(roles.map((role) => namedBy({ call: [{ kind: "on-duty", role }] }, context)));
  if (isThere(onDuty)) return merged([called, onDuty]);
  const offDuty = holdersOf(roles, context);
  return isThere(offDuty) ? { ...merged([called, offDuty]), instead: "off-duty" } : called;
}

function rolesNamed(steps: readonly EscalationStep[]): readonly DutyRole[] {
  return steps.flatMap(({ call }) => call.flatMap((callee) => (callee.kind === "on-duty" ? [callee.role] : [])));
}

function holdersOf(roles: readonly DutyRole[], context: CallContext): Called {
  const people = roles.flatMap((role) => withRoles(holders(context, role), [role], personalChannels, context));
  return merged([{ people, channels: [] }]);
}

/**
 * The persons on duty in a role, of some departments where they are named: as the roster says, or where none is kept
 * everybody who holds the role. Where departments alone keep one, whoever is planned nowhere may be of a department without
 * any, and counts as on duty for the house: a roster of cardiology silences nobody in the emergency department.
 */
export function peopleOnDuty(
  role: DutyRole,
  context: CallContext,
  departmentIds?: readonly string[],
): readonly Person[] {
  const { shifts, at } = context;
  const holding = holders(context, role);
  if (!rolesWithRoster(shifts, at).has(role)) return holding;
  const there = new Set(onDutyAt(shifts, role, at, departmentIds));
  const isOfHouse = rolesWithRoster(
    shifts.filter(({ departmentId }) => departmentId === undefined),
    at,
  ).has(role);
  if (isOfHouse || departmentIds !== undefined) return holding.filter(({ id }) => there.has(id));
  const planned = new Set(shifts.filter((shift) => shift.role === role).map(({ personId }) => personId));
  return holding.filter(({ id }) => there.has(id) || !planned.has(id));
}

function namedBy(step: Omit<EscalationStep, "afterMs">, context: CallContext): Called {
  const people: CalledPerson[] = [];
  const channels: CalledChannel[] = [];
  const { ids: departmentIds, call } = step.departments ?? { call: step.call };
  for (const callee of call) {
    switch (callee.kind) {
      case "on-duty":
        people.push(
          ...withRoles(peopleOnDuty(callee.role, context, departmentIds), [callee.role], step.channels, context),
        );
        break;
      case "person":
        people.push(
          ...withRoles(
            active(context).filter(
              (person) => person.id === callee.personId && holdsRoleAt(person, context.facilityId),
            ),
            [],
            step.channels,
            context,
          ),
        );
        break;
      case "channel":
        channels.push(...groups(context).filter(({ channel }) => channel.id === callee.channelId));
        break;
      case "all-channels":
        channels.push(...groupsOf(context));
    }
  }
  return merged([{ people, channels }]);
}

function withRoles(
  people: readonly Person[],
  roles: readonly Role[],
  asked: readonly ChannelKind[] | undefined,
  context: CallContext,
): readonly CalledPerson[] {
  return people.map((person) => ({ person, roles, ways: waysTo(person, asked, context) }));
}

function merged(parts: readonly Called[]): Called {
  const people = new Map<string, CalledPerson>();
  for (const called of parts.flatMap((part) => part.people)) {
    const before = people.get(called.person.id);
    const ways = new Map([...(before?.ways ?? []), ...called.ways].map((way) => [way.channel, way]));
    const roles = [...new Set([...(before?.roles ?? []), ...called.roles])];
    people.set(called.person.id, { person: called.person, roles, ways: [...ways.values()] });
  }
  const channels = new Map(parts.flatMap((part) => part.channels).map((called) => [called.channel.id, called]));
  return { people: [...people.values()], channels: [...channels.values()] };
}

function isReached({ people, channels }: Called): boolean {
  return (
    people.some(({ ways }) => ways.some(({ state }) => isWorking(state))) ||
    channels.some(({ state }) => isWorking(state))
  );
}

function active({ people }: CallContext): readonly Person[] {
  return people.filter(({ disabledAt }) => disabledAt === undefined);
}

/** Whether a step that names this person calls them: not who is disabled, nor who holds no role at the facility (any more). */
export function isStillThere(personId: string, context: CallContext): boolean {
  return active(context).some((person) => person.id === personId && holdsRoleAt(person, context.facilityId));
}

/** Whether somebody holds any role at a facility, or one for the whole service, as operators do. */
export function holdsRoleAt({ roles }: Pick<Person, "roles">, facilityId: string): boolean {
  return roles.some((held) => (held.facilityId ?? facilityId) === facilityId);
}

/** Who holds a role at the facility, or for the whole service. */
function holders(context: CallContext, role: Role): readonly Person[] {
  return active(context).filter(({ roles }) =>
    roles.some((held) => held.role === role && (held.facilityId ?? context.facilityId) === context.facilityId),
  );
}

/** Group robots and systems, and whether they are on. */
function groups({ channels, failing }: CallContext): readonly CalledChannel[] {
  return channels
    .filter(({ settings }) => !isPersonal(settings.kind))
    .map((channel) => ({
      channel,
      state: !channel.isOn ? "not-set-up" : failing.has(channel.id) ? "failing" : "ready",
    }));
}

/** The facility's own groups; those of the whole service where it has none. */
function groupsOf(context: CallContext): readonly CalledChannel[] {
  const all = groups(context).filter(({ channel }) => channel.isOn);
  const own = all.filter(({ channel }) => channel.facilityId === context.facilityId);
  return own.length > 0 ? own : all.filter(({ channel }) => channel.facilityId === undefined);
}
