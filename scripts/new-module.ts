import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'

/** `npm run new:module NAME`: the files of a module, with the one example each begins from. */
const name = process.argv[2] ?? ''
if (!/^[a-z][a-z]+$/.test(name))
  throw new Error('Give the module a name in lower-case letters: npm run new:module visits')
const folder = `src/modules/${name}`
if (existsSync(folder)) throw new Error(`${folder} is there already.`)

const files: Record<string, string> = {
  'rules.ts': `/** Types, state tables and pure rules of ${name}. Imports nothing but the kernel. */\nexport {}\n`,
  'contract.ts': `import { z } from 'zod'\n\nexport const Example = z.object({ id: z.uuid() }).strict()\n`,
  'queries.ts': `/** Reads of ${name}: the database first, a total order always. */\nexport {}\n`,
  'commands.ts': `/** Changes of ${name}: one \`command\` each, with a verb of src/access/roles.ts. */\nexport {}\n`,
  'api.ts': `import type { Operation } from '#platform/web/api.ts'\n\n/** Mount it in src/server/api.ts. */\nexport const ${name}Api: readonly Operation[] = []\n`,
  'public.ts': `export {}\n`,
  [`${name}.test.ts`]:
    `import { expect, test } from 'vitest'\n\n` +
    `test('a sentence about a person', () => {\n  expect.fail('write what the person sees')\n})\n`,
}

await mkdir(folder, { recursive: true })
for (const [file, text] of Object.entries(files)) await writeFile(`${folder}/${file}`, text)
console.log(`${folder}: ${Object.keys(files).join(', ')}`)
