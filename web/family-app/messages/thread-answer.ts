import { fieldsOf, given, itemsOf, textOf, timeOf } from "../answers.ts";

export interface ShownMessage {
  readonly id: string;
  readonly at: number;
  /** Absent: the reader's own. */
  readonly by?: { readonly role: string; readonly name: string };
  readonly text: string;
  readonly pictureId?: string;
  readonly hasHiddenPicture: boolean;
}

export interface ShownThread {
  readonly mayWrite: boolean;
  readonly unread: number;
  /** The oldest first. */
  readonly messages: readonly ShownMessage[];
  readonly next?: string;
}

/** GET /api/residents/{id}/family-messages, read leniently; undefined where it is no such answer. */
export function threadOf(value: unknown): ShownThread | undefined {
  const { items, mayWrite, unread, next } = fieldsOf(value);
  if (!Array.isArray(items)) return undefined;
  return {
    mayWrite: mayWrite === true,
    unread: typeof unread === "number" ? unread : 0,
    messages: itemsOf(items)
      .flatMap((item) => messageOf(item) ?? [])
      .toReversed(),
    ...given("next", textOf(next)),
  };
}

function messageOf(value: unknown): ShownMessage | undefined {
  const { id, at, by, text, picture, hasPicture } = fieldsOf(value);
  const [named, then] = [textOf(id), timeOf(at)];
  if (named === undefined || then === undefined) return undefined;
  const { kind, role, name } = fieldsOf(by);
  const pictureId = textOf(fieldsOf(picture).id);
  return {
    id: named,
    at: then,
    ...(kind === "team" && { by: { role: textOf(role) ?? "other", name: textOf(name) ?? "" } }),
    text: textOf(text) ?? "",
    ...given("pictureId", pictureId),
    hasHiddenPicture: hasPicture === true && pictureId === undefined,
  };
}

/** GET /api/residents/{id}/family-picture as what an image shows; undefined where it is no picture. */
export function pictureOf(value: unknown): string | undefined {
  const { type, data } = fieldsOf(value);
  const isPicture = type === "image/jpeg" || type === "image/png" || type === "image/webp";
  return isPicture && textOf(data) !== undefined ? `data:${type};base64,${data}` : undefined;
}

/** Whether the message was taken. */
export function writtenOf(value: unknown): true | undefined {
  return textOf(fieldsOf(value).id) === undefined ? undefined : true;
}
