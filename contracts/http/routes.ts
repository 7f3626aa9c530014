import { alertRoutes } from "./alert-routes.ts";
import { bedRoutes } from "./bed-routes.ts";
import { channelRoutes } from "./channel-routes.ts";
import { consortiumRoutes } from "./consortium-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { deviceRoutes } from "./device-routes.ts";
import { dutyRoutes } from "./duty-routes.ts";
import { escalationRoutes } from "./escalation-routes.ts";
import { facilityRoutes } from "./facility-routes.ts";
import { familyMessageRoutes } from "./family-message-routes.ts";
import { familyRoutes } from "./family-routes.ts";
import { handOverRoutes } from "./hand-over-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { importRoutes } from "./import-routes.ts";
import { joiningRoutes } from "./joining-routes.ts";
import { kinRoutes } from "./kin-routes.ts";
import { liveLeaseRoutes } from "./live-lease-routes.ts";
import { lookRoutes } from "./look-routes.ts";
import { meRoutes } from "./me-routes.ts";
import { monitoringPlanRoutes } from "./monitoring-plan-routes.ts";
import { noteRoutes } from "./note-routes.ts";
import { observationRoutes } from "./observation-routes.ts";
import { openingRoutes } from "./opening-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { quarantineRoutes } from "./quarantine-routes.ts";
import { recordCopyRoutes } from "./record-copy-routes.ts";
import { referralPaperRoutes } from "./referral-paper-routes.ts";
import { referralRoutes } from "./referral-routes.ts";
import { residentRoutes } from "./resident-routes.ts";
import { retentionRoutes } from "./retention-routes.ts";
import type { Route } from "./route.ts";
import { searchRoutes } from "./search-routes.ts";
import { visitBetweenRoutes } from "./visit-between-routes.ts";
import { visitPlanRoutes } from "./visit-plan-routes.ts";
import { visitRoutes } from "./visit-routes.ts";

/**
 * Every route, under the name of the function that serves it. A function itself imports only the routes of its own kind:
 * the schemas of all the others would be built each time that it starts.
 */
export const routes = {
  ...healthRoutes,
  ...facilityRoutes,
  ...consortiumRoutes,
  ...bedRoutes,
  ...liveLeaseRoutes,
  ...residentRoutes,
  ...monitoringPlanRoutes,
  ...observationRoutes,
  ...alertRoutes,
  ...referralRoutes,
  ...referralPaperRoutes,
  ...handOverRoutes,
  ...deviceRoutes,
  ...dutyRoutes,
  ...escalationRoutes,
  ...quarantineRoutes,
  ...familyRoutes,
  ...meRoutes,
  ...peopleRoutes,
  ...retentionRoutes,
  ...kinRoutes,
  ...recordCopyRoutes,
  ...joiningRoutes,
  ...noteRoutes,
  ...lookRoutes,
  ...familyMessageRoutes,
  ...searchRoutes,
  ...importRoutes,
  ...channelRoutes,
  ...deliveryRoutes,
  ...visitRoutes,
  ...visitBetweenRoutes,
  ...visitPlanRoutes,
  ...openingRoutes,
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
export const routeNames = Object.keys(routes) as readonly RouteName[];
