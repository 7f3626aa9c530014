import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { lambda } from "../shell/lambda.ts";
import { archiveObservations, archiveTick } from "./archive-observations.ts";

export const create = lambda("archive-observations", archiveTick, archiveObservations);
export const handler = create(cloudDeps("archive-observations", { archive: cloudArchive }));
