import * as z from "zod/mini";

/** Of GET /api/family-messages what the menu shows: how much nobody has read. */
export const familyUnread = z.object({ unread: z.int() });
