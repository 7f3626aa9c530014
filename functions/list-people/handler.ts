import { peopleRoutes } from "../../contracts/http/people-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listPeople } from "./list-people.ts";

export const create = lambda("list-people", http(peopleRoutes["list-people"]), listPeople);
export const handler = create(cloudDeps("list-people", {}));
