import { useEffect } from "react";
import { PanelSkeleton } from "../parts/skeleton.tsx";

/** Where the families' app begins: a program of its own, beside the console. */
export const familyApp = "/family/";

/** Goes there in place of this page, so that the way back leads to where one came from. */
export function ToFamily() {
  useEffect(() => location.replace(familyApp), []);
  return <PanelSkeleton height={320} />;
}
