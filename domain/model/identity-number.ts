const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checks = "10X98765432";

/**
 * Whether a text can be the number of an identity paper. One of 18 digits (GB 11643-1999) must have the right check digit,
 * so that a slip of the hand does not send the papers of somebody else; shorter ones are passports and permits.
 */
export function isIdentityNumber(text: string): boolean {
  if (/^\d{17}[\dX]$/.test(text)) return text[17] === checkDigitOf(text);
  return /^[A-Z0-9()]{5,17}$/.test(text);
}

function checkDigitOf(digits: string): string | undefined {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return checks[sum % 11];
}
