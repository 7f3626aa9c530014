/**
 * The content security policy of the pages, wherever they are served: no other site may frame or script them, and they
 * call nobody but their own origin and the `others` (origins, without spaces).
 */
export function contentSecurityPolicy(others: readonly string[]): string {
  return [
    "default-src 'self'",
    ["connect-src 'self'", ...others].join(" "),
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The other headers of every answer, in lower case. */
export const protectingHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // Pages of visits use camera and microphone; nothing that they might frame may, and nobody needs the rest.
  "permissions-policy": "camera=(self), microphone=(self), display-capture=(), geolocation=(), payment=(), usb=()",
};
