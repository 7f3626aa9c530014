import { peopleRoutes } from "../../contracts/http/people-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { registerPerson } from "./register-person.ts";

export const create = lambda("register-person", http(peopleRoutes["register-person"]), registerPerson);
export const handler = create(cloudDeps("register-person", {}));
