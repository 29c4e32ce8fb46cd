/** The thread of a new requirement: readable by its first title, and never that of another by the end of its id. */
export function keyFrom(title: string, id: string): string {
  const words = title
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '')
  return `${words || 'krav'}-${id.slice(-8)}`
}
