import type { Concerned } from "../../domain/audit/reason.ts";
import type { Asked } from "./touched.ts";

type Json = Readonly<Record<string, unknown>>;

/** The residents of a list by their facilities: of whom each item is, and which houses have to do with it. */
export function ofItems({ answer }: Asked): readonly Concerned[] {
  return itemsIn(answer).map((item) => {
    const residentId = text(item.residentId) ?? idOf(item.resident);
    const houses = [
      item.facilityId,
      idOf(item.facility),
      idOf(item.origin),
      idOf(item.destination),
      idOf(item.returnTo),
    ];
    return { ...(residentId !== undefined && { residentId }), facilityIds: houses.filter(isText) };
  });
}

/** A list whose items are residents themselves. */
export function ofResidents({ answer }: Asked): readonly Concerned[] {
  return itemsIn(answer).flatMap((item) => {
    const residentId = text(item.id);
    const facilityIds = [item.facilityId, idOf(item.facility)].filter(isText);
    return residentId === undefined ? [] : [{ residentId, facilityIds }];
  });
}

/** Residents that were found, also as those who have a bed or a device. */
export function ofSearch({ answer }: Asked): readonly Concerned[] {
  const { residents, devices, beds } = (answer ?? {}) as Json;
  const named = [...itemsIn({ items: devices }), ...itemsIn({ items: beds })].flatMap(({ resident, facilityId }) => {
    const residentId = idOf(resident);
    return residentId === undefined ? [] : [{ residentId, facilityIds: [facilityId].filter(isText) }];
  });
  return [...ofResidents({ ...nothing, answer: { items: residents } }), ...named];
}

/** Residents whose relatives are shown or named. */
export function ofRelations({ body, answer }: Asked): readonly Concerned[] {
  const people = answer === undefined ? [body] : itemsIn(answer);
  return people.flatMap((person) =>
    itemsIn({ items: (person as Json | undefined)?.relations }).flatMap(({ residentId }) =>
      isText(residentId) ? [{ residentId, facilityIds: [] }] : [],
    ),
  );
}

/** The facility of a table that is taken in. */
export function ofImport({ body }: Asked): readonly Concerned[] {
  const facilityId = text((body as Json | undefined)?.facilityId);
  return facilityId === undefined ? [] : [{ facilityIds: [facilityId] }];
}

/** To whom another house offers a visit. */
export function ofOffer({ body }: Asked): readonly Concerned[] {
  const { to, leadId } = (body ?? {}) as Json;
  return isText(to) ? [{ residentId: to, facilityIds: [leadId].filter(isText), partIn: "visit" }] : [];
}

const nothing = { path: {}, query: {}, body: undefined };

function itemsIn(answer: unknown): readonly Json[] {
  const items = (answer as { readonly items?: unknown } | undefined)?.items;
  return Array.isArray(items) ? (items as readonly Json[]) : [];
}

function idOf(thing: unknown): string | undefined {
  return text((thing as Json | undefined)?.id);
}

function text(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
