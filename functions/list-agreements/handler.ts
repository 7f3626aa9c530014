import { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listAgreements } from "./list-agreements.ts";

export const create = lambda("list-agreements", http(consortiumRoutes["list-agreements"]), listAgreements);
export const handler = create(cloudDeps("list-agreements", {}));
