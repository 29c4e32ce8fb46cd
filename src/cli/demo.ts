import { parseArgs } from 'node:util'
import { todayIn } from '#kernel/dates.ts'
import { demoAccounts } from '#server/content/accounts.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { scenes } from '#server/content/demo-scenes.ts'
import { demoDay, loadDemo } from '#server/content/load-demo.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { day: { type: 'string', default: todayIn(new Date()) } },
})

/**
 * `demo.ts load` fills the demo municipality once, as it stands today or, with `--day 2027-06-15`, on another day;
 * `demo.ts accounts` tells who can sign in to it.
 */
const commands: Readonly<Record<string, (adminUrl: string) => Promise<string>>> = {
  load,
  accounts: demoAccounts,
}

/** First the rows, then what is best made by the commands themselves. */
async function load(adminUrl: string): Promise<string> {
  if ((await loadDemo(adminUrl, values.day)) === 'alreadyThere') return ''
  const day = demoDay(values.day)
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
