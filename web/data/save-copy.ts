import { type AskProblem, askFile } from "./api.ts";
import { saveFile } from "./save-file.ts";

/** As people read it, or for another system. */
export type CopyForm = "paper" | "data";

/** Fetches a copy of a resident's record into the browser's downloads; answers why not, if not. The name says nobody's. */
export async function saveCopy(residentId: string, form: CopyForm): Promise<AskProblem | undefined> {
  const path = `/api/residents/${encodeURIComponent(residentId)}`;
  const answer = await askFile(form === "paper" ? `${path}/copy-paper` : `${path}/copy`);
  if (answer.kind === "problem") return answer.problem;
  saveFile(answer.value, form === "paper" ? "record.pdf" : "record.fhir.json");
  return undefined;
}
