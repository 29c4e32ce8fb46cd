import { readSecretFiles } from '#platform/secret-files.ts'

/**
 * One entry for whoever runs the installation: `npm run uppsikt -- <word> …`. Each word is a file beside this one that
 * exports `run(args)`; what goes wrong is said in one sentence.
 */
const words: Readonly<Record<string, { about: string; load: () => Promise<Word> }>> = {
  export: { about: 'hela kommunen i öppna format', load: () => import('./export.ts') },
  import: { about: 'läs in en hel kommun som har exporterats', load: () => import('./import.ts') },
  check: {
    about: 'kontrollera en export, en säkerhetskopia eller loggen mot sina ankare',
    load: () => import('./check.ts'),
  },
  backup: { about: 'säkerhetskopia av hela databasen', load: () => import('./backup.ts') },
  migrate: { about: 'uppdatera databasen till den här versionen', load: () => import('./migrate.ts') },
  plan: {
    about: 'räkna fram, kontrollera eller förklara en uppföljningsplan',
    load: () => import('./plan.ts'),
  },
  restore: { about: 'läs tillbaka en säkerhetskopia i en tom databas', load: () => import('./restore.ts') },
}

readSecretFiles(process.env)

type Word = { readonly run: (args: readonly string[]) => Promise<void> }

const [name = '', ...args] = process.argv.slice(2)
const word = Object.hasOwn(words, name) ? words[name] : undefined
if (word) await perform(await word.load())
else usage()

async function perform({ run }: Word): Promise<void> {
  try {
    await run(args)
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : String(fault))
    process.exitCode = 1
  }
}

function usage(): void {
  const longest = Math.max(...Object.keys(words).map((one) => one.length))
  console.error('Skriv: npm run uppsikt -- <ord>')
  for (const [one, { about }] of Object.entries(words)) console.error(`  ${one.padEnd(longest)}  ${about}`)
  process.exitCode = 1
}
