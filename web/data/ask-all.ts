import { type Page, pageAddress, type WholeList, wholeList } from "../../contracts/http/paging.ts";
import { type Answer, type AskProblem, ask, type Schema } from "./api.ts";

/**
 * Asks for a list page by page, and answers only with the whole of it: what is missing on a page must not look as if it
 * did not exist. A problem with one page is a problem with the list.
 */
export async function askAll<T>(path: string, schema: Schema<Page<T>>): Promise<Answer<WholeList<T>>> {
  let failed: AskProblem | undefined;
  const value = await wholeList<T>(async (after) => {
    const answer = await ask(pageAddress(path, after), schema);
    if (answer.kind === "answer") return answer.value;
    failed = answer.problem;
    return { items: [] };
  });
  return failed === undefined ? { kind: "answer", value } : { kind: "problem", problem: failed };
}
