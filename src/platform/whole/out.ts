import { open, rename, rm } from 'node:fs/promises'

/** Bytes in a row, on their way to a file. */
export type Out = {
  write(bytes: Buffer): Promise<void>
  end(): Promise<void>
  drop(): Promise<void>
}

/** A file that has its name only when it is whole and on the disk. */
export async function fileOut(to: string): Promise<Out> {
  const begun = `${to}.part`
  const handle = await open(begun, 'w', 0o600)
  return {
    write: (bytes) => handle.appendFile(bytes),
    async end() {
      await handle.sync()
      await handle.close()
      await rename(begun, to)
    },
    async drop() {
      await handle.close().catch(() => undefined)
      await rm(begun, { force: true })
    },
  }
}

/** Bytes that can be read from anywhere in them. */
export type In = {
  readonly size: number
  readAt(offset: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

export async function fileIn(from: string): Promise<In> {
  const handle = await open(from, 'r')
  const { size } = await handle.stat()
  return {
    size,
    async readAt(offset, length) {
      const wanted = offset < 0 ? 0 : Math.max(0, Math.min(length, size - offset))
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, Math.max(offset, 0))
      return buffer.subarray(0, bytesRead)
    },
    close: () => handle.close(),
  }
}
