/**
 * Starts a TypeScript file of this project on a machine that has only some Node (20 or newer): brings
 * Node 24 and the locked packages first, when they are missing. Plain JavaScript, so that Node 20 runs it.
 *
 *   node scripts/bootstrap.mjs src/server/parent.ts [arguments]
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NODE_NEEDED = [24, 9]
const NODE_BROUGHT = '24.21.0'

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')

main(process.argv.slice(2))

/** @param {string[]} words options for node, the program, and what it is told */
function main(words) {
  const at = words.findIndex((word) => !word.startsWith('-'))
  const [options, entry, args] = [words.slice(0, at), words[at], words.slice(at + 1)]
  if (!entry) fail('Ange vilken fil som ska startas, till exempel src/server/parent.ts.')
  const node = findNode()
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env['PATH'] ?? ''}` }
  installPackages(env)
  run(node, [...options, path.join(root, entry), ...args], env)
}

/** The running Node when it is new enough, otherwise the one in .tools, which is fetched once. */
function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const tools = path.join(root, '.tools')
  const node = path.join(
    tools,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (existsSync(node) && isNewEnough(versionOf(node))) return node
  console.log(`Hämtar Node ${NODE_BROUGHT}, eftersom Node ${process.versions.node} är för gammal.`)
  npm(
    [
      'install',
      '--prefix',
      tools,
      '--no-save',
      '--ignore-scripts',
      '--loglevel=error',
      `${name}@${NODE_BROUGHT}`,
    ],
    {
      ...process.env,
      npm_config_engine_strict: 'false',
      npm_config_global: 'false',
    },
  )
  if (!existsSync(node)) fail(`Node ${NODE_BROUGHT} gick inte att hämta. Installera Node 24 och försök igen.`)
  return node
}

/** The stamp holds the lock file the packages came from, so that a start without changes needs no network. */
function installPackages(env) {
  const stamp = path.join(root, 'node_modules', '.uppsikt-lock')
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  if (!isInstalled()) {
    refuseLink()
    console.log('Installerar programpaketen. Det kan ta någon minut.')
    npm(['ci', '--include=dev', '--no-progress', '--loglevel=error'], env)
  }
  writeFileSync(stamp, lock)
}

/** npm empties the folder before it installs: through a link it would empty a folder that belongs to something else. */
function refuseLink() {
  const packages = path.join(root, 'node_modules')
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink())
    fail(
      'node_modules är en länk till en annan mapp, och den skulle tömmas när paketen installeras. Ta bort länken (rm node_modules) och försök igen.',
    )
}

/** True when npm's own note of what it installed agrees with the lock file (after `npm install`, for example). */
function isInstalled() {
  const note = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const there = JSON.parse(readFileSync(note, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === '' || (there[name] ? there[name].version === version : optional),
  )
}

/** Signals go on to the program, which stops what it has started in order; its exit code becomes ours. */
function run(node, args, env) {
  const child = spawn(node, args, { cwd: root, env, stdio: 'inherit' })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name))
  endWithShell(child)
  child.on('error', (error) => fail(`Programmet gick inte att starta: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/** npm hands SIGTERM to its shell, which ends without a word to us: that the shell is gone is then the message. */
function endWithShell(child) {
  if (!process.env['npm_lifecycle_event'] || process.platform === 'win32') return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
}

function npm(args, env) {
  const result = spawnSync('npm', args, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (result.status === 0) return
  fail(`npm ${args[0]} misslyckades. Kontrollera nätet och försök igen.`)
}

function versionOf(node) {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim().replace('v', '') ?? '0.0'
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1])
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
