import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/** Draws which folder and module uses which, from the code itself, into docs/architecture.md: `npm run docs:picture`. */
const file = 'docs/architecture.md'
const [begin, end] = ['<!-- picture -->', '<!-- /picture -->']

const drawn = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'src/modules',
    ...['--include-only', '^src/modules', '--collapse', '^src/modules/[^/]+', '--output-type', 'mermaid'],
  ],
  { encoding: 'utf8' },
)
if (drawn.status !== 0) throw new Error(drawn.stderr)

const text = readFileSync(file, 'utf8')
const [before, rest] = text.split(begin)
const after = rest?.split(end)[1]
if (before === undefined || after === undefined) throw new Error(`${file} has no place for the picture.`)
writeFileSync(file, `${before}${begin}\n\n\`\`\`mermaid\n${drawn.stdout.trim()}\n\`\`\`\n\n${end}${after}`)
