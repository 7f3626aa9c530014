/** A name that not both a bucket and a folder can keep, or that would lead out of the folder. */
export class InvalidBlobNameError extends Error {
  readonly code = "invalid-blob-name";
  constructor(why: string) {
    super(`the name of a file ${why}`);
  }
}

/** An S3 key's limit. */
const longestName = 1024;
/** A file system's limit for one part of a path, less what a draft's name needs. */
const longestPart = 200;

/**
 * Throws an {@link InvalidBlobNameError} for a name that is not a relative path in well-formed Unicode: parts of 1 to
 * 200 bytes between single slashes, 1,024 bytes in all, no part beginning with a dot, no control characters and no `\`.
 */
export function checkBlobName(name: string): void {
  if (!name.isWellFormed()) throw new InvalidBlobNameError("has half a character");
  if (Buffer.byteLength(name) > longestName) throw new InvalidBlobNameError(`is longer than ${longestName} bytes`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\ufffe\uffff\\]/.test(name))
    throw new InvalidBlobNameError("has a control character or \\");
  for (const part of name.split("/")) {
    if (part === "") throw new InvalidBlobNameError("is empty, begins or ends with / or has //");
    if (part.startsWith(".")) throw new InvalidBlobNameError("has a part that begins with a dot");
    if (Buffer.byteLength(part) > longestPart) throw new InvalidBlobNameError(`has a part over ${longestPart} bytes`);
  }
}
