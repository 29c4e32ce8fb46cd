import { makeBatch } from './batch.ts'
import { demoNamespace } from './load-demo.ts'
import { asOwner, municipalityExists } from './owner.ts'
import { readContent } from './read-file.ts'
import { municipalityFile, peopleFile, type Person } from './shapes-demo.ts'

/** The demo accounts as a table for the terminal; nothing when the demo is not loaded. */
export async function demoAccounts(adminUrl: string): Promise<string> {
  const { municipalityId } = makeBatch(demoNamespace)
  const isThere = await asOwner(adminUrl, (client) => municipalityExists(client, municipalityId))
  if (!isThere) return ''
  const [{ password }, { people }] = await Promise.all([
    readContent('demo/municipality.yaml', municipalityFile),
    readContent('demo/people.yaml', peopleFile),
  ])
  return accountTable(
    people.filter(({ closedOn }) => !closedOn),
    password,
  )
}

function accountTable(people: readonly Person[], password: string): string {
  const rows = people.map((person) => [person.title, person.email, password])
  const all = [['Roll', 'E-post', 'Lösenord'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return ['Logga in i demon med något av de här kontona:', '', ...lines].join('\n')
}
