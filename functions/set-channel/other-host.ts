import { RequestRefusedError } from "../shell/refusals.ts";

/** Whether two URLs name different schemes, hosts or ports; what cannot be read counts as different. */
export function isOtherOrigin(url: string, before: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(before)) return url !== before;
  return new URL(url).origin !== new URL(before).origin;
}

/** Another host for a secret that was meant for the one before. */
export function secretAgain(pointer: string): RequestRefusedError {
  const messages = { zh: "更换服务器后须重新填写", en: "another host needs it again" };
  return new RequestRefusedError(
    "invalid-request",
    {
      zh: "服务器地址已更换，原有密钥不会发给新地址，未做任何改动。请重新填写密钥。",
      en: "The host is another one and does not get the stored secret; nothing was changed. Enter the secret again.",
    },
    [{ pointer, expected: "the secret for the new host", messages }],
  );
}
