import * as z from "zod/mini";
import { isoTime } from "./fields.ts";

/** How long a lease lasts by default. A page renews it at half of that. */
export const leaseSeconds = 90;

/**
 * POST /api/facilities/{id}/live-lease. `seconds` of the service's clock: a page of a simulation whose clock runs
 * faster asks for as many more.
 */
export const liveLeaseRequest = z.strictObject({
  seconds: z._default(z.int().check(z.gte(30), z.lte(86_400)), leaseSeconds),
});

/** Until when live changes of the facility are sent. */
export const liveLease = z.object({ until: isoTime });
