/** A number as people write it (`138 0000 0000`, `0086…`) in E.164; a mobile number of mainland China needs no country. */
export function phoneOf(text: string): string {
  const bare = text.replace(/[\s()-]/g, "");
  if (/^1[3-9]\d{9}$/.test(bare)) return `+86${bare}`;
  return bare.replace(/^00/, "+");
}
