/**
 * How the clients ask AWS. Connections are kept for the next event (the SDK's own default); nobody waits so long that the
 * function ends first: three tries of 2.5 s stay below the 10 s of a request.
 */
export const clientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
} as const;

/** For files of many megabytes, written by functions that have a minute. */
export const fileClientSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;

/**
 * For IoT's registry, which throttles at 10 to 15 calls a second for the whole account: the client slows down by itself
 * while others enrol too.
 */
export const registryClientSettings = { ...clientSettings, maxAttempts: 6, retryMode: "adaptive" } as const;
