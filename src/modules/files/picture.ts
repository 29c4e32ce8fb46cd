import { jpegAbout, jpegWithout } from './picture-jpeg.ts'
import { pngAbout, pngWithout } from './picture-png.ts'

/**
 * The same picture without what it says of itself: where and when it was taken, by whom and with what, the small copy
 * of it that may show what was cut away. How it is turned and what its colours mean stays. Undefined when it is broken.
 */
export function withoutMetadata(bytes: Buffer): Buffer | undefined {
  return isJpeg(bytes) ? jpegWithout(bytes) : pngWithout(bytes)
}

/** The words in what a picture says of itself; none when it is no picture of these kinds. */
export function wordsAbout(bytes: Buffer): string {
  const told = isJpeg(bytes) ? jpegAbout(bytes) : pngAbout(bytes)
  // Some fields are in UTF-16: without its zeros it reads as the rest.
  return told.map((part) => part.toString('utf8').replaceAll('\0', '')).join('\n')
}

function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 2 && bytes.readUInt16BE(0) === 0xffd8
}
