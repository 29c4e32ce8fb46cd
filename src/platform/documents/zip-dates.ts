const endMark = 0x06054b50
const endSize = 22

/** Sets the time of every file in a zip to noon of one day, in place of the moment of packing. */
export function fixZipDates(
  zip: Uint8Array,
  [year, month, day]: readonly [number, number, number],
): Uint8Array {
  const bytes = Uint8Array.from(zip)
  const view = new DataView(bytes.buffer)
  const end = endOf(view)
  // DOS format: the date counts from 1980, the time is hours in the five highest bits.
  const date = (Math.max(year - 1980, 0) << 9) | (month << 5) | day
  const noon = 12 << 11
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    stamp(view, at + 12, noon, date)
    stamp(view, view.getUint32(at + 42, true) + 10, noon, date)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return bytes
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - endSize; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === endMark) return at
  }
  throw new Error('Not a zip file')
}

function stamp(view: DataView, at: number, time: number, date: number): void {
  view.setUint16(at, time, true)
  view.setUint16(at + 2, date, true)
}
