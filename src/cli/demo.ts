import { parseArgs } from 'node:util'
import { demoAccounts } from '#server/content/accounts.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { scenes } from '#server/content/demo-scenes.ts'
import { demoDay, loadDemo } from '#server/content/load-demo.ts'

const { positionals } = parseArgs({ allowPositionals: true })

/** `demo.ts load` fills the demo municipality once; `demo.ts accounts` tells who can sign in to it. */
const commands: Readonly<Record<string, (adminUrl: string) => Promise<string>>> = {
  load,
  accounts: demoAccounts,
}

/** First the rows, then what is best made by the commands themselves. */
async function load(adminUrl: string): Promise<string> {
  if ((await loadDemo(adminUrl)) === 'alreadyThere') return ''
  const day = await demoDay()
  for (const lay of scenes) await lay(adminUrl, day)
  return 'Exempelkommun är inläst.'
}

const command = commands[positionals[0] ?? '']
if (command) {
  const said = await withAdminUrl(command)
  if (said) console.log(said)
} else {
  console.error('Skriv: demo.ts load eller demo.ts accounts')
  process.exitCode = 1
}
