/** A picture that is stored lying down says so in a field of its metadata; it is the one field that is kept. */
const turnedField = 0x0112
const mark = { big: 'MM\0*', little: 'II*\0' }

/** How a picture is to be turned, 1 to 8, in the fields (TIFF) of its metadata; 1 when they do not say. */
export function turnedIn(fields: Buffer): number {
  const isLittle = fields.toString('latin1', 0, 4) === mark.little
  if (!isLittle && fields.toString('latin1', 0, 4) !== mark.big) return 1
  const short = (at: number) => (isLittle ? fields.readUInt16LE(at) : fields.readUInt16BE(at))
  const list = isLittle ? fields.readUInt32LE(4) : fields.readUInt32BE(4)
  const count = list + 2 <= fields.length ? short(list) : 0
  for (let at = list + 2; at < list + 2 + count * 12 && at + 12 <= fields.length; at += 12)
    if (short(at) === turnedField) return isTurning(short(at + 8)) ? short(at + 8) : 1
  return 1
}

export function isTurning(value: number): boolean {
  return value >= 2 && value <= 8
}

/** Fields that tell how the picture is turned and nothing else. */
export function turnedFields(value: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.write(mark.big, 0, 'latin1')
  fields.writeUInt32BE(8, 4) // where the list begins
  fields.writeUInt16BE(1, 8) // one field
  fields.writeUInt16BE(turnedField, 10)
  fields.writeUInt16BE(3, 12) // a short number
  fields.writeUInt32BE(1, 14) // one of them
  fields.writeUInt16BE(value, 18)
  return fields
}
