/** The longer side of what is sent, in pixels: sharp on a telephone, and small. */
const longestSide = 1600;
/** A request takes 1 MB; base64 makes four signs of three bytes. */
const mostBytes = 690_000;

/** How large a picture of this size is sent. */
export function scaledSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const factor = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * A picture drawn anew and smaller, as JPEG in base64: nothing of where and by what it was taken is in it. Undefined for a
 * file that is no picture, and for one that stays too large.
 */
export async function scaledPicture(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const { width, height } = scaledSize(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (pen === null) return undefined;
  // What is transparent would be black in a JPEG.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  for (const quality of [0.85, 0.7, 0.5, 0.35]) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob !== null && blob.size <= mostBytes) return base64Of(blob);
  }
  return undefined;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
