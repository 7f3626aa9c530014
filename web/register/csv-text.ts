/** Excel on a Chinese Windows saves CSV as GBK, everybody else as UTF-8: bytes that are no UTF-8 are read as GB 18030. */
export function csvTextOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}
