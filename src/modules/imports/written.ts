/** What a row did, so that it can be taken back: kept beside the row, never shown. */
export type Done =
  | { kind: 'areas' | 'providers'; id: string; revision: number; before: object | null; at: string }
  | { kind: 'units'; id: string; isNew: boolean; superseded: string[]; added: string[] }
  | {
      kind: 'agreements'
      id: string
      isNew: boolean
      superseded: string[]
      added: string[]
      covered: {
        unitId: string
        validFrom: string
        validTo: string | null
        before: string | null
        wasThere: boolean
      }[]
    }
  | { kind: 'people'; id: string; isNew: boolean; before: object | null; roles: string[]; at: string }

export type Written = { readonly sheet: number; readonly number: number; readonly done: Done }

const part = 1_000

/** A statement takes 65,535 values at most: long lists go in parts. */
export async function inParts<Item>(
  items: readonly Item[],
  write: (part: Item[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += part) await write(items.slice(at, at + part))
}
