import type { ConsentStep } from "../../domain/joining/consent-entry.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { saveStep, stepped } from "../../functions/joining/take-step.ts";
import type { ConsentStore } from "../../stores/consent-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { DemoRelative } from "./demo-people.ts";

interface DemoDeps {
  readonly people: PersonStore;
  readonly consents: ConsentStore;
  now(): EpochMs;
  newId(): string;
}

const resident = { by: "resident", how: "paper" } as const;

/**
 * What the residents of the demo let their relatives see, by the same entries as real ones leave. Once: what somebody takes
 * back in the demo stays so when it is started again.
 */
export async function consentInDemo(
  { personId, relatives }: { readonly personId: string; readonly relatives: readonly DemoRelative[] },
  deps: DemoDeps,
): Promise<void> {
  const by = { id: "demo-nurse", name: "陈静" };
  for (const { residentId, relation, classes, isEmergencyContact } of relatives) {
    if ((await deps.consents.newest(residentId, personId)) !== undefined) continue;
    const contact = isEmergencyContact === undefined ? {} : { isEmergencyContact };
    const steps: readonly ConsentStep[] = [
      { kind: "joined", relation, invitationId: "demo", accepted: ["relation", "messages"], ...contact },
      { kind: "granted", classes, given: resident },
    ];
    for (const step of steps) {
      const before = await deps.people.find(personId);
      if (before !== undefined) await saveStep(await stepped(before, { residentId, by, step }, deps), deps);
    }
  }
}
