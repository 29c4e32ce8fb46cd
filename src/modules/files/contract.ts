import { z } from 'zod'
import { named } from '#platform/shapes.ts'

const name = named(300)

/** A file in a JSON body, in base64. */
export const FileBody = z.object({ name, contentBase64: z.string().max(36_000_000) }).strict()

/** A file as a command takes it: bytes from a form, base64 from the API. What the command sees is bytes. */
export const FileInput = z.union([
  z.object({ name, bytes: z.instanceof(Uint8Array) }).strict(),
  FileBody.transform((file) => ({
    name: file.name,
    bytes: new Uint8Array(Buffer.from(file.contentBase64, 'base64')),
  })),
])
