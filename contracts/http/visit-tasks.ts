import * as z from "zod/mini";
import { visitKinds } from "../../domain/visits/visit.ts";
import { id, isoTime } from "./fields.ts";
import { visitOrder } from "./visits.ts";

/** An open task, with whom it is about: no more of the visit than whoever does it needs. */
export const visitTask = z.object({
  visitId: id,
  kind: z.enum(visitKinds),
  order: visitOrder,
  resident: z.object({ id, name: z.string(), bed: z.optional(z.string()) }),
  facility: z.object({ id, name: z.string() }),
  /** Whether the caller is asked: by name, or by a role of theirs where nobody is named. */
  isMine: z.boolean(),
  /** Whether the caller may say that it is done. */
  mayReport: z.boolean(),
  /** Whether the caller may take it back. */
  mayRevoke: z.boolean(),
  isLate: z.boolean(),
});
export type VisitTaskView = z.infer<typeof visitTask>;

/** What is late comes first, then what is due soonest; without a time last. */
export const visitTaskList = z.object({ items: z.array(visitTask), at: isoTime });

/** Query of GET /api/tasks. */
export const visitTaskQuery = z.strictObject({ facilityId: z.optional(id) });
