import { noteRoutes } from "../../contracts/http/note-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { addNote } from "./add-note.ts";

export const create = lambda("add-note", http(noteRoutes["add-note"]), addNote);
export const handler = create(cloudDeps("add-note", {}));
