/** Why a password is not taken. */
export type PasswordFault = "too-short" | "too-long" | "names-the-owner" | "too-common" | "same-as-before";

export const leastLength = 10;
const mostLength = 128;

/** What people choose first when ten characters are asked for, and what stands on every list of stolen passwords. */
const common = [
  "password",
  "passw0rd",
  "qwerty",
  "asdfgh",
  "zxcvbn",
  "1q2w3e4r",
  "iloveyou",
  "admin",
  "welcome",
  "letmein",
  "abc123",
  "woaini",
  "5201314",
  "a123456",
  "anhu",
  "安护",
];

/**
 * Judges a new password by NIST SP 800-63B: long enough, not the owner's name, none of the well-known ones. No mixture of
 * letters, digits and signs is asked for, and no change after so many days.
 */
export function judgePassword(
  password: string,
  owner: { readonly login: string; readonly name: string },
): Exclude<PasswordFault, "same-as-before"> | undefined {
  const characters = [...password.normalize("NFKC")];
  if (characters.length < leastLength) return "too-short";
  if (characters.length > mostLength) return "too-long";
  const plain = characters.join("").toLowerCase();
  const names = [owner.login, owner.name].map((name) => name.normalize("NFKC").toLowerCase());
  if (names.some((name) => name.length > 1 && plain.includes(name))) return "names-the-owner";
  if (isCommon(plain)) return "too-common";
  return undefined;
}

/** Fewer than five different signs, one run up or down, or a well-known word with little beside it. */
function isCommon(plain: string): boolean {
  if (new Set(plain).size < 5 || isRun(plain)) return true;
  return common.some((word) => plain.includes(word) && withoutRuns(plain.replaceAll(word, "")).length < 4);
}

function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((sign, index) => (sign.codePointAt(0) ?? 0) - (text.codePointAt(index) ?? 0));
  // 1234567890 goes on after the nine.
  return steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9);
}

/** What is left beside digits and signs that follow each other. */
function withoutRuns(text: string): string {
  return text.replace(/[\d\W_]+/gu, (run) => (isRun(run) || new Set(run).size < 3 ? "" : run));
}
