import { peopleRoutes } from "../../contracts/http/people-routes.ts";
import { cloudAccounts } from "../shell/cloud/accounts.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changePerson } from "./change-person.ts";

export const create = lambda("change-person", http(peopleRoutes["change-person"]), changePerson);
export const handler = create(
  cloudDeps("change-person", { liveConnections: cloudLiveConnections, accounts: cloudAccounts }),
);
