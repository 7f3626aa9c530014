import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { lambda } from "../shell/lambda.ts";
import { anchorAudit, anchorTick } from "./anchor-audit.ts";

export const create = lambda("anchor-audit", anchorTick, anchorAudit);
export const handler = create(cloudDeps("anchor-audit", { archive: cloudArchive }));
