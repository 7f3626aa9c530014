import type { routes } from "../../contracts/http/routes.ts";
import { referralForm } from "../printing/referral-form.ts";
import { papersOf } from "../referring/papers-of.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** The form of a case as it stands now, in base64. */
export async function printReferral(
  { path, query }: HttpInput<(typeof routes)["print-referral"]>,
  deps: Deps<"print-referral">,
): Promise<string> {
  const papers = await papersOf(path.id, query.kind, deps);
  return (await referralForm(papers)).toString("base64");
}
