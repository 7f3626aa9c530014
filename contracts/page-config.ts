import * as z from "zod/mini";

/** Where the pages find their configuration, beside themselves. */
export const pageConfigPath = "/config.json";

const https = z
  .string()
  .check(z.regex(/^https:\/\/|^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$)/i));

/** What the pages have to know of the place that they are served from; what is absent is at the pages' own origin. */
export const pageConfig = z.object({
  /** Who signs people in; absent: nobody has to. */
  signIn: z.optional(
    z.object({
      /** As it stands in the tokens. */
      issuer: https,
      clientId: z.string().check(z.minLength(1)),
      /** For issuers that must be told for whom an access token is. */
      audience: z.optional(z.string()),
    }),
  ),
  /** The broker of the live changes, and the authorizer that judges who connects. */
  live: z.optional(
    z.object({
      endpoint: z.string().check(z.regex(/^wss:\/\//)),
      authorizer: z.string().check(z.minLength(1)),
    }),
  ),
  /** Origin of the API, e.g. `https://api.example.org`. */
  api: z.optional(https),
});
export type PageConfig = z.infer<typeof pageConfig>;
