import type { PlainBand } from "../domain/family/plain-band.ts";
import type { StaffRole } from "../domain/family/staff-role.ts";
import type { StoryEntry, ToldTransfer } from "../domain/family/story.ts";
import { entryOf } from "../domain/model/observations.ts";
import type { VisitKind } from "../domain/visits/visit.ts";
import { doingText } from "./family-alert-words.ts";
import { spanText } from "./family-night-words.ts";
import { sentenceCase, staffRoleTitles } from "./family-role-words.ts";
import type { Bilingual } from "./http/fields.ts";
import { clockTimeOf } from "./iso-time.ts";
import { alertTitle, valueText } from "./words.ts";

/** 偏低, 平常, 偏高. */
export const bandWords: Readonly<Record<PlainBand, Bilingual>> = {
  low: { zh: "偏低", en: "low" },
  usual: { zh: "平常", en: "usual" },
  high: { zh: "偏高", en: "high" },
};

/** Whom and where a sentence names. */
export interface StoryNames {
  roleOf(personId: string | undefined): StaffRole;
  /** Undefined for a house that is not known. */
  houseOf(facilityId: string | undefined): string | undefined;
}

/** A thing that happened in one plain sentence, without its time of day. */
export function storySentence(entry: StoryEntry, names: StoryNames): Bilingual {
  switch (entry.kind) {
    case "went-to-bed":
      return { zh: "上床了", en: "Went to bed" };
    case "got-up":
      return { zh: "起床了", en: "Got up" };
    case "up-at-night": {
      const lasted = spanText((entry.to ?? entry.at) - entry.at);
      return { zh: `夜里起来，${lasted.zh}后回到床上`, en: `Got up at night and was back in bed after ${lasted.en}` };
    }
    case "rested": {
      if (entry.to === undefined) return { zh: "躺下休息", en: "Lay down to rest" };
      const lasted = spanText(entry.to - entry.at);
      return { zh: `躺下休息了 ${lasted.zh}`, en: `Lay down to rest for ${lasted.en}` };
    }
    case "steps": {
      const steps = valueText("steps", entry.count);
      return { zh: `到这时走了 ${steps.zh}`, en: `Had walked ${steps.en} by then` };
    }
    case "measured":
      return measuredSentence(entry.values);
    case "alert":
      return alertSentence(entry, names);
    case "staff-came":
      return byRole("来到身边", "was there", names.roleOf(entry.byId));
    case "care-note":
      return byRole("写了护理记录", "wrote a care note", names.roleOf(entry.byId));
    case "task-done":
      return byRole("做完了医生交代的事", "did what a doctor had asked for", names.roleOf(entry.byId));
    case "tele-visit":
      return visitSentence(entry);
    case "transfer":
      return transferSentence(entry.state, names.houseOf(entry.houseId));
  }
}

type EntryOf<Kind extends StoryEntry["kind"]> = Extract<StoryEntry, { readonly kind: Kind }>;

function measuredSentence(values: EntryOf<"measured">["values"]): Bilingual {
  const parts = values.map(({ code, value, band }) => {
    const { label } = entryOf(code);
    const measured = valueText(code, value);
    const said = band === undefined ? undefined : bandWords[band];
    return {
      zh: `${label.zh} ${measured.zh}${said === undefined ? "" : `，${said.zh}`}`,
      en: `${label.en.toLowerCase()} ${measured.en}${said === undefined ? "" : `, ${said.en}`}`,
    };
  });
  return {
    zh: `测量：${parts.map(({ zh }) => zh).join("；")}`,
    en: `Measured: ${parts.map(({ en }) => en).join("; ")}`,
  };
}

/** What it was, who came and when, and how it stands or ended. */
function alertSentence(entry: EntryOf<"alert">, names: StoryNames): Bilingual {
  const title = alertTitle(entry.alertKind, entry.reason);
  const role = names.roleOf(entry.came?.byId);
  const { zh, en } = staffRoleTitles[role];
  const came =
    entry.came === undefined
      ? { zh: "", en: "" }
      : {
          zh: `${zh} ${clockTimeOf(entry.came.at)} 到场。`,
          en: `${sentenceCase(en)} was there at ${clockTimeOf(entry.came.at)}. `,
        };
  const condition = entry.course === "over" ? "cleared" : "active";
  const doing = doingText(
    { condition, ...(entry.outcome !== undefined && { outcome: entry.outcome }) },
    entry.course,
    role,
  );
  return { zh: `${title.zh}。${came.zh}${doing.zh}。`, en: `${title.en}. ${came.en}${doing.en}.` };
}

const visitTitles: Readonly<Record<VisitKind, Bilingual>> = {
  "contracted-follow-up": { zh: "签约医生视频随访", en: "Video follow-up by the contracted doctor" },
  "remote-consultation": { zh: "远程会诊", en: "Remote consultation by video" },
  "ward-round": { zh: "视频查房", en: "Ward round by video" },
  "family-call": { zh: "和家人视频通话", en: "Video call with the family" },
  guidance: { zh: "远程业务指导", en: "Guidance by video" },
};

/** What a tele-visit is, as relatives read it. */
export function visitTitle(kind: VisitKind): Bilingual {
  return visitTitles[kind];
}

function visitSentence({ visitKind, at, to }: EntryOf<"tele-visit">): Bilingual {
  const { zh, en } = visitTitles[visitKind];
  if (to === undefined) return { zh, en };
  const lasted = spanText(Math.max(to - at, 60_000));
  return { zh: `${zh}，${lasted.zh}`, en: `${en}, ${lasted.en}` };
}

function transferSentence(state: ToldTransfer, house: string | undefined): Bilingual {
  const zh = house ?? "医院";
  const en = house ?? "a hospital";
  switch (state) {
    case "en-route":
      return { zh: `出发去${zh}`, en: `Left for ${en}` };
    case "arrived":
      return { zh: `到了${zh}`, en: `Arrived at ${en}` };
    case "admitted":
      return { zh: `在${zh}住院`, en: `Was admitted to ${en}` };
    case "onward-en-route":
      return { zh: "出发去另一家医院", en: "Left for another hospital" };
    case "returning":
      return { zh: `从${zh}出发回来`, en: `Left ${en} to come back` };
    case "follow-up-due":
      return { zh: `从${zh}回来了`, en: `Came back from ${en}` };
  }
}

function byRole(zh: string, en: string, role: StaffRole): Bilingual {
  const title = staffRoleTitles[role];
  return { zh: `${title.zh}${zh}`, en: `${sentenceCase(title.en)} ${en}` };
}
