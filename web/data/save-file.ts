/** Hands a file to the browser's downloads under that name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; before, some browsers would lose it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
