import { z } from 'zod'

/** A file as a command takes it: from a form as bytes. Over the API, bytes come in base64. */
export const FileInput = z
  .object({ name: z.string().min(1).max(300), bytes: z.instanceof(Uint8Array) })
  .strict()

/** The same file in a JSON body. */
export const FileBody = z
  .object({ name: z.string().min(1).max(300), contentBase64: z.string().max(36_000_000) })
  .strict()
