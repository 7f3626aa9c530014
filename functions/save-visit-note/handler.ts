import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { saveVisitNote } from "./save-visit-note.ts";

export const create = lambda("save-visit-note", http(visitRoutes["save-visit-note"]), saveVisitNote);
export const handler = create(cloudDeps("save-visit-note", {}));
