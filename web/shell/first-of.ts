import { type Me, mayOf } from "../data/me.ts";

/** What greets somebody: the receiving board of a hospital, alerts and residents, facilities, the families' app, or the word that nothing is open to them yet. */
export function firstOf(me: Me): "desk" | "ward" | "facilities" | "relatives" | "nothing" {
  if (isOfHospitals(me)) return "desk";
  if (mayOf(me, "alert.read")) return "ward";
  if (mayOf(me, "facility.read")) return "facilities";
  return me.kind === "known" && me.me.residents.length > 0 ? "relatives" : "nothing";
}

/**
 * Whether all that somebody works with are hospitals: there nobody is watched, and what counts is who comes. Whoever works
 * with a home too, or sees to the whole service, begins at the ward.
 */
function isOfHospitals(me: Me): boolean {
  if (me.kind !== "known" || me.me.everywhere.includes("facility.read")) return false;
  const { facilities } = me.me;
  return (
    facilities.some(({ may }) => may.includes("referral.read")) &&
    facilities.every(({ kind }) => kind === "county-hospital" || kind === "external-hospital")
  );
}
