import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { againUntil } from "../../domain/referrals/case-measures.ts";
import { caseFigures, fewestTold } from "../../domain/referrals/figures.ts";
import { casesByHouse, type Figure, figuresOf, tellingOf } from "../../domain/referrals/month-figures.ts";
import { partOf } from "../../domain/referrals/part-of.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import { houseNames } from "../referring/house-names.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";
import { caseView, figuresView, houseView, refusalsView } from "./figures-view.ts";

const housesAtOnce = 8;

/**
 * How the cases went that were requested in a month, of one house or of all of the caller's, each case once. No name is in
 * it. Who may not read each of the cases is told nothing of a few of them, also not by what is told of others
 * (domain/referrals/told-houses.ts): a house has for them the cases that begin or are treated there, as in the table of all.
 */
export async function showReferralFigures(
  { query, caller }: HttpInput<(typeof routes)["show-referral-figures"]>,
  deps: Deps<"show-referral-figures">,
): Promise<ReferralFiguresView> {
  const now = deps.now();
  const month = query.month ?? isoTimeOf(now).slice(0, 7);
  const { facilityId } = query;
  const { from, until } = spanOf(month);
  const mayRead = (referral: Referral): boolean =>
    mayDo(caller, "referral.read", { kind: "referral", facilityIds: partiesOf(referral) });
  const housesOf = (ids: readonly string[]) => visibleFacilities(caller, "referral-figures.read", ids);
  const all = async () => housesOf(idsOf(await deps.facilities.list()));
  const asked = facilityId === undefined ? await all() : housesOf([facilityId]);
  const found = await requestedBetween(from, until - 1, asked, deps);
  const isOpen = found.every(mayRead);
  const houses = isOpen || facilityId === undefined ? asked : await all();
  const known = houses === asked ? found : await requestedBetween(from, until - 1, houses, deps);
  const later = await requestedAgain(known, until, now, houses, deps);
  const ofResident = Map.groupBy([...known, ...later], ({ residentId }) => residentId);
  const withFigures = (referral: Referral) => caseFigures(referral, ofResident.get(referral.residentId) ?? [], now);

  const isOwn = ({ originId, destinationId }: Referral) => originId === facilityId || destinationId === facilityId;
  const table = known.map(withFigures);
  const telling = tellingOf(table, mayRead);
  const cases =
    facilityId === undefined
      ? table
      : isOpen
        ? // A hospital of several is told of its own part.
          found.map((referral) => withFigures(partOf(referral, facilityId)))
        : table.filter(({ referral }) => isOwn(referral));
  const isTold = (figure: Figure): boolean => {
    const told = telling(figure);
    if (facilityId === undefined || isOpen) return told.isWholeTold;
    return told.isWholeTold && told.isRowTold(facilityId) && told.isColumnTold(facilityId);
  };
  const names = await houseNames(
    cases.map(({ referral }) => referral),
    deps,
  );
  const byHouse = (side: "originId" | "destinationId") =>
    casesByHouse(cases, (referral) => referral[side]).map((house) => {
      const mayReadAll = house.cases.every(({ referral }) => mayRead(referral));
      // Between one house and each other one nothing is told: it was not weighed against the table of all.
      const isToldOfHouse = (figure: Figure): boolean => {
        if (isOpen) return true;
        if (facilityId !== undefined) return mayReadAll;
        const told = telling(figure);
        return told.isWholeTold && (side === "originId" ? told.isRowTold : told.isColumnTold)(house.facilityId);
      };
      const name = names.get(house.facilityId)?.name ?? house.facilityId;
      return houseView(house.facilityId, name, house.cases.length, figuresOf(house.cases, isToldOfHouse), mayReadAll);
    });
  const readable = cases.filter(({ referral }) => mayRead(referral));
  return {
    month,
    ...(facilityId !== undefined && { facilityId }),
    fewestTold,
    requested: cases.length,
    ...figuresView(figuresOf(cases, isTold), cases.length, readable.length === cases.length),
    refusals: refusalsView(
      readable.map(({ referral }) => referral),
      names,
    ),
    byOrigin: byHouse("originId"),
    byDestination: byHouse("destinationId"),
    cases: readable.map(caseView),
  };
}

/** The cases in which these houses have a part, each once, the first requested first. */
async function requestedBetween(
  from: number,
  until: number,
  houses: readonly string[],
  deps: Deps<"show-referral-figures">,
): Promise<readonly Referral[]> {
  const found = new Map<string, Referral>();
  await forEachBounded(houses, housesAtOnce, async (id) => {
    const listing = await deps.referrals.listRequestedBetween(id, from, until);
    for (const referral of readableOf(listing, deps.log)) found.set(referral.id, referral);
  });
  return [...found.values()].sort((a, b) => a.requestedAt - b.requestedAt || (a.id < b.id ? -1 : 1));
}

/** Those after the month by which somebody of it may have been referred again, as far as these houses know of them. */
async function requestedAgain(
  known: readonly Referral[],
  from: number,
  now: number,
  houses: readonly string[],
  deps: Deps<"show-referral-figures">,
): Promise<readonly Referral[]> {
  const until = Math.min(againUntil(known) ?? 0, now);
  return until < from ? [] : requestedBetween(from, until, houses, deps);
}

/** A calendar month in Asia/Shanghai, without its end. */
function spanOf(month: string): { readonly from: number; readonly until: number } {
  const [year = 0, index = 1] = month.split("-").map(Number);
  const next = index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, "0")}`;
  return { from: Date.parse(`${month}-01T00:00:00+08:00`), until: Date.parse(`${next}-01T00:00:00+08:00`) };
}
