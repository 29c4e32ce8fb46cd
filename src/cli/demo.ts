import { parseArgs } from 'node:util'
import { demoAccounts } from '#server/content/accounts.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { loadDemo } from '#server/content/load-demo.ts'

const { positionals } = parseArgs({ allowPositionals: true })

/** `demo.ts load` fills the demo municipality once; `demo.ts accounts` tells who can sign in to it. */
const commands: Readonly<Record<string, (adminUrl: string) => Promise<string>>> = {
  load: async (adminUrl) => ((await loadDemo(adminUrl)) === 'loaded' ? 'Exempelkommun är inläst.' : ''),
  accounts: demoAccounts,
}

const command = commands[positionals[0] ?? '']
if (command) {
  const said = await withAdminUrl(command)
  if (said) console.log(said)
} else {
  console.error('Skriv: demo.ts load eller demo.ts accounts')
  process.exitCode = 1
}
