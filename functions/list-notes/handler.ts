import { noteRoutes } from "../../contracts/http/note-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listNotes } from "./list-notes.ts";

export const create = lambda("list-notes", http(noteRoutes["list-notes"]), listNotes);
export const handler = create(cloudDeps("list-notes", {}));
