import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { sendFamilyPicture } from "./send-family-picture.ts";

export const create = lambda(
  "send-family-picture",
  http(familyMessageRoutes["send-family-picture"]),
  sendFamilyPicture,
);
export const handler = create(cloudDeps("send-family-picture", { archive: cloudArchive, timer: cloudTimer }));
