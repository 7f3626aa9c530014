import { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { writeFamilyMessage } from "./write-family-message.ts";

export const create = lambda(
  "write-family-message",
  http(familyMessageRoutes["write-family-message"]),
  writeFamilyMessage,
);
export const handler = create(cloudDeps("write-family-message", { timer: cloudTimer }));
