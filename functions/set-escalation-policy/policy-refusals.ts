import type { Bilingual } from "../../contracts/http/fields.ts";
import type { PolicyFault } from "../../domain/escalation/validate-policy.ts";
import { RequestRefusedError } from "../shell/refusals.ts";

/** Another version of the policy than the one that was seen. */
export function policyChangedByOthers(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: "升级方案刚刚被别人改动，本次未做改动。请刷新后重试。",
    en: "Somebody else changed the escalation policy just now; nothing was changed. Reload and try again.",
  });
}

/** A person or channel that a policy names and the facility does not have. */
export function unknownCallee(thing: "person" | "channel", id: string): RequestRefusedError {
  const zh = thing === "person" ? "人员" : "通知渠道";
  return new RequestRefusedError(`unknown-${thing}`, {
    zh: `本机构没有${zh} ${id}，方案未改动。`,
    en: `This facility has no ${thing} ${id}; the policy was not changed.`,
  });
}

/** A policy that would fail somebody; every fault with its place. */
export function policyRefused(faults: readonly PolicyFault[]): RequestRefusedError {
  const detail = {
    zh: "这样的升级方案会漏掉告警，未做任何改动。请按 errors 逐项更正。",
    en: "Such a policy would miss alerts; nothing was changed. Correct the places listed under errors.",
  };
  const errors = faults.map((fault) => ({ pointer: pointerOf(fault), expected: fault.code, messages: wordsOf(fault) }));
  return new RequestRefusedError("invalid-request", detail, errors);
}

function pointerOf(fault: PolicyFault): string {
  switch (fault.code) {
    case "high-calls-nobody":
      return "#/rules";
    case "high-calls-late":
      return `#/rules/${fault.rule}/steps/0/afterSeconds`;
    case "high-gives-up":
      return `#/rules/${fault.rule}/repeatEverySeconds`;
    case "high-never-reopens":
      return `#/rules/${fault.rule}/onSiteWithinSeconds`;
    case "high-falls-silent":
    case "steps-out-of-order":
      return `#/rules/${fault.rule}/steps/${fault.step}/afterSeconds`;
    case "never-holds":
      return `#/rules/${fault.rule}`;
  }
}

function wordsOf(fault: PolicyFault): Bilingual {
  switch (fault.code) {
    case "high-calls-nobody": {
      const [hours, minutes] = [Math.floor(fault.minuteOfDay / 60), fault.minuteOfDay % 60];
      const clock = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
      return {
        zh: `${clock} 起没有人会被呼叫处理高优先级告警`,
        en: `from ${clock} nobody would be called for an alert of priority high`,
      };
    }
    case "high-calls-late":
      return { zh: "高优先级告警应在 60 秒内首次呼叫", en: "priority high must call within 60 s" };
    case "high-gives-up":
      return { zh: "高优先级告警应至少每 15 分钟重复呼叫", en: "priority high must call again at least every 15 min" };
    case "high-falls-silent":
      return {
        zh: "高优先级告警两步之间最长 15 分钟",
        en: "priority high must take its next step within 15 min of the one before",
      };
    case "high-never-reopens":
      return {
        zh: "高优先级告警应限定到场时间，最长 1 小时",
        en: "priority high must say when somebody is on site, at most 1 h",
      };
    case "steps-out-of-order":
      return { zh: "应晚于上一步", en: "must be later than the step before" };
    case "never-holds":
      return { zh: "前面的规则已覆盖，这条永远用不到", en: "the rules before it leave it nothing" };
  }
}
