import { historyTexts as t } from '#texts/sv/followups-documents.ts'

type Row = { readonly accountId: string | null; readonly name: string | null; readonly side: string | null }

/** Who did it. Who acts for the operator is the operator's own matter. */
export function whoOf({ accountId, name, side }: Row): string {
  if (accountId === null) return t.itself
  return side === 'operator' ? t.operator : (name ?? t.somebody)
}
