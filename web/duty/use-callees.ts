import * as z from "zod/mini";
import { channelList } from "../../contracts/http/channels.ts";
import { roster } from "../../contracts/http/duties.ts";
import type { EscalationRuleView } from "../../contracts/http/escalation.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useLabels } from "../office/labels.ts";
import { useWords } from "../words/language.tsx";
import { escalationWords } from "./escalation-words.ts";

export type Callee = EscalationRuleView["steps"][number]["call"][number];

/** Group robots and systems post into a group; the others reach one person. */
const groupKinds: readonly string[] = ["wecom", "dingtalk", "webhook"];
const nothing = z.object({ items: z.array(z.never()) });

/** Whom steps can name at a facility, and how each is called. */
export function useCallees(facilityId: string) {
  const words = useWords(escalationWords);
  const labels = useLabels();
  const me = useMe();
  const duties = `/api/facilities/${encodeURIComponent(facilityId)}/duties`;
  const people = useAnswer(duties, () => duties, roster).value?.people ?? [];
  const maySeeChannels = mayOf(me, "channel.manage");
  const channels = useAnswer(
    `/api/channels ${maySeeChannels}`,
    () => (maySeeChannels ? "/api/channels" : "/api/health"),
    maySeeChannels ? channelList : (nothing as unknown as typeof channelList),
  );
  const groups = (channels.value?.items ?? []).filter(
    (channel) =>
      groupKinds.includes(channel.kind) && (channel.facilityId === undefined || channel.facilityId === facilityId),
  );
  return {
    people,
    groups,
    nameOf(callee: Callee): string {
      switch (callee.kind) {
        case "on-duty":
          return words.onDuty(labels.roles[callee.role]);
        case "all-channels":
          return words.allChannels;
        case "person":
          return words.onePerson(people.find(({ id }) => id === callee.personId)?.name ?? callee.personId);
        case "channel":
          return groups.find(({ id }) => id === callee.channelId)?.name ?? callee.channelId;
      }
    },
  };
}
