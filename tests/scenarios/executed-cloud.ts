import type { StartService } from "./service.ts";

/** To be written when the executed cloud starts. */
export const executedCloud: StartService = () => {
  throw new Error("the executed cloud does not start yet");
};
