import type { AddressInfo, Server } from "node:net";
import { StartRefusedError } from "./start-refused.ts";

/** Listens and answers the port; 0 takes any free one. `option` is what the operator changes when the port is taken. */
export async function listen(server: Server, port: number, host: string | undefined, option: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(refusalOf(error, port, option));
    server.once("error", failed);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off("error", failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function refusalOf(error: NodeJS.ErrnoException, port: number, option: string): Error {
  if (error.code === "EADDRINUSE") {
    const message = `port ${port} is taken by another program; choose another with ${option} N`;
    return new StartRefusedError("port-taken", message, { cause: error });
  }
  if (error.code === "EACCES") {
    const message = `port ${port} may not be used by this user; choose one above 1023 with ${option} N`;
    return new StartRefusedError("port-forbidden", message, { cause: error });
  }
  return error;
}
