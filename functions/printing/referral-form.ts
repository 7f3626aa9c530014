import { momentText } from "../../contracts/papers/field-lines.ts";
import { formContent } from "../../contracts/papers/form-content.ts";
import { titleOf } from "../../contracts/papers/form-title.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import { printForm } from "./print-form.ts";

/** The form of a referral, 双向转诊（转出）单 or 双向转诊（回转）单, with its stub and its hand-over, as PDF. */
export async function referralForm(papers: ReferralPapers): Promise<Buffer> {
  const { snapshot, referralId } = papers;
  const title = titleOf(papers.direction);
  const madeAt = snapshot.sealedAt ?? snapshot.takenAt;
  const name = snapshot.fields.identity?.value?.name ?? "";
  return printForm({
    title,
    blocks: formContent(papers),
    foot: `${title}　${referralId}　${momentText(madeAt)}　${name}`,
    madeAt,
  });
}
