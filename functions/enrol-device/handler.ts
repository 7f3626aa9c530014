import { routes } from "../../contracts/http/routes.ts";
import { cloudDeps } from "../shell/cloud-deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { enrolDevice } from "./enrol-device.ts";

export const create = lambda("enrol-device", http(routes["enrol-device"]), enrolDevice);
export const handler = create(cloudDeps("enrol-device"));
