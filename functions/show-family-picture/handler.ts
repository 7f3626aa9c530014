import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showFamilyPicture } from "./show-family-picture.ts";

export const create = lambda(
  "show-family-picture",
  http(familyMessageRoutes["show-family-picture"]),
  showFamilyPicture,
);
export const handler = create(cloudDeps("show-family-picture", { archive: cloudArchive }));
