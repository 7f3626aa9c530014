import type { recordCopyRoutes } from "../../contracts/http/record-copy-routes.ts";
import { momentText } from "../../contracts/papers/field-lines.ts";
import { recordContent, recordCopyTitle } from "../../contracts/papers/record-content.ts";
import { recordCopyOf } from "../joining/record-copy.ts";
import { printForm } from "../printing/print-form.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** The same as people read it, as PDF in base64. */
export async function printRecord(
  { path }: HttpInput<(typeof recordCopyRoutes)["print-record"]>,
  deps: Deps<"print-record">,
): Promise<string> {
  const copy = await recordCopyOf(path.id, deps);
  const foot = `${recordCopyTitle}　${copy.resident.name}　${momentText(copy.madeAt)}`;
  const form = { title: recordCopyTitle, blocks: recordContent(copy), foot, madeAt: copy.madeAt };
  return (await printForm(form)).toString("base64");
}
