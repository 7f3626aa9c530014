import type { Bilingual } from "./http/fields.ts";

/** Why a cell file cannot be read at all, from what reading it threw; nothing of the parser's own advice. */
export function cellFileFault(error: unknown): Bilingual {
  if (!(error instanceof Error)) return notYaml(String(error));
  const { code } = error as Error & { readonly code?: string };
  if (code === "EISDIR") return { zh: "是目录，应为文件", en: "it is a folder, and a file is expected" };
  if (code === "EACCES" || code === "EPERM")
    return { zh: `没有读取权限（${code}）`, en: `this user may not read it (${code})` };
  if (code === "MULTIPLE_DOCS")
    return {
      zh: "含有多个 YAML 文档（---）：一个文件写一个单元",
      en: "it holds several YAML documents (---): one file is for one cell",
    };
  if (error.message.startsWith("Excessive alias count"))
    return { zh: "YAML 别名（*）过多：请直接写出各字段", en: "it has too many YAML aliases (*): write the fields out" };
  return notYaml(error.message.split("\n")[0]?.replace(/:$/, "") ?? "");
}

/** A file beside the cell files that looks like one and is read by nobody. */
export const misnamedCellFile: Bilingual = {
  zh: "不会被读取：单元文件以 .yaml 结尾，请改名",
  en: "it is not read: cell files end in .yaml; rename it",
};

function notYaml(because: string): Bilingual {
  return { zh: `不是有效的 YAML：${because}`, en: `it is not valid YAML: ${because}` };
}
