import { kinRoutes } from "../../contracts/http/kin-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudSecrets } from "../shell/cloud/notify.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { inviteRelative } from "./invite-relative.ts";

export const create = lambda("invite-relative", http(kinRoutes["invite-relative"]), inviteRelative);
export const handler = create(cloudDeps("invite-relative", { secrets: cloudSecrets }));
