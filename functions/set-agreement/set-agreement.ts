import { agreementView } from "../../contracts/agreement-view.ts";
import type { AgreementView } from "../../contracts/http/consortium.ts";
import type { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { type Agreement, agreementCovers } from "../../domain/consortium/agreement.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import { agreementFault } from "../../domain/consortium/judge-agreement.ts";
import {
  agreementChangedByOthers,
  agreementExists,
  agreementRefused,
  unknownAgreement,
} from "../consortium/agreement-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

type Input = HttpInput<(typeof consortiumRoutes)["set-agreement"]>;

/** Makes an agreement, or words it otherwise; from its first day on its routes stand open. What it was before is kept. */
export async function setAgreement({ body, caller }: Input, deps: Deps<"set-agreement">): Promise<AgreementView> {
  const before = body.id === undefined ? undefined : await deps.agreements.find(body.id);
  const id = body.id ?? deps.newId();
  if (before === undefined && body.version !== undefined) throw unknownAgreement(id);
  if (before !== undefined && body.version === undefined) throw agreementExists(id);
  if (before !== undefined && body.version !== before.version) throw agreementChangedByOthers(id);
  const today = dateOf(deps.now());
  const facilities = readableOf(await deps.facilities.list(), deps.log);
  const isHalted = facilities.some((one) => one.id === body.toFacilityId && isClosedOn(one, today));
  const fault = agreementFault(termsOf(body), facilities) ?? (before === undefined && isHalted ? "closed" : undefined);
  if (fault !== undefined) throw agreementRefused(fault, body);
  if (body.signedOn !== undefined && body.signedOn > today) throw agreementRefused("signed-in-future", body);
  const { name: by, id: byId } = nameOf(caller);
  const what = before === undefined ? "made" : "changed";
  const reason = body.reason === undefined ? {} : { reason: body.reason };
  const agreement: Agreement = {
    id,
    ...termsOf(body),
    ...writtenOf(body, before),
    // Other words make nothing hold again that was ended; another last day does.
    ...(before?.endedAt !== undefined && body.validUntil === before.validUntil && { endedAt: before.endedAt }),
    changes: [...(before?.changes ?? []), { at: deps.now(), by, byId, what, ...reason }],
    version: (before?.version ?? 0) + 1,
  };
  if ((await deps.agreements.save(agreement)) === "conflict") throw agreementChangedByOthers(id);
  return agreementView(agreement, today, isHalted);
}

function termsOf({ fromFacilityId, toFacilityId, covers, validFrom, validUntil, usualMinutes }: Input["body"]) {
  return {
    fromFacilityId,
    toFacilityId,
    covers: agreementCovers.filter((cover) => covers.includes(cover)),
    validFrom,
    ...(validUntil !== undefined && { validUntil }),
    ...(usualMinutes !== undefined && { usualMinutes }),
  };
}

/** What the paper says; where nothing is said of it, what stands there stays. */
function writtenOf(
  { number, signedOn, content, manner, fees, duties }: Input["body"],
  before: Agreement | undefined,
): Pick<Agreement, "written"> {
  const said = {
    ...(number !== undefined && { number }),
    ...(signedOn !== undefined && { signedOn }),
    ...(content !== undefined && { content }),
    ...(manner !== undefined && { manner }),
    ...(fees !== undefined && { fees }),
    ...(duties !== undefined && { duties }),
  };
  const written = { ...before?.written, ...said };
  return Object.keys(written).length === 0 ? {} : { written };
}
