import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showPictureAudience } from "./show-picture-audience.ts";

export const create = lambda(
  "show-picture-audience",
  http(familyMessageRoutes["show-picture-audience"]),
  showPictureAudience,
);
export const handler = create(cloudDeps("show-picture-audience", {}));
