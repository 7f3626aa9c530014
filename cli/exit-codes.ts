import type { Bilingual } from "../contracts/http/fields.ts";

/** How the command ends, by what happened; other programs rely on these numbers. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  denied: 4,
  findings: 5,
  /** By Ctrl+C, as shells count it. */
  interrupted: 130,
} as const;

export type Outcome = keyof typeof exitCodes;
/** How a command fails. */
export type FailureKind = Exclude<Outcome, "done" | "findings" | "interrupted">;

/** What each exit code means, for the help page and the manual. */
export const exitCodeMeanings: Readonly<Record<Outcome, Bilingual>> = {
  done: { zh: "完成", en: "done" },
  refused: {
    zh: "被拒绝或失败；输出说明原因和应做的事",
    en: "refused or failed; the output says why and what to do",
  },
  usage: { zh: "命令写法有误", en: "the command line is wrong" },
  unreachable: { zh: "服务联系不上", en: "the service does not answer" },
  denied: { zh: "凭证、区域或权限有问题", en: "credentials, region or permission are missing" },
  findings: {
    zh: "已执行，但发现需要人处理的问题（doctor、status、audit verify、redrive、演练）",
    en: "it ran and found something that needs a person (doctor, status, audit verify, redrive, drill)",
  },
  interrupted: {
    zh: "被 Ctrl+C 中断；可再次运行同一命令",
    en: "interrupted by Ctrl+C; the same command can be run again",
  },
};
