import { visitBetweenRoutes } from "../../contracts/http/visit-between-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listPartnerResidents } from "./list-partner-residents.ts";

export const create = lambda(
  "list-partner-residents",
  http(visitBetweenRoutes["list-partner-residents"]),
  listPartnerResidents,
);
export const handler = create(cloudDeps("list-partner-residents", {}));
