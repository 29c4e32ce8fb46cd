import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCiphers } from 'node:tls'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

/** The samples of deploy/ are only worth their place while a tool would take them and what they name is there. */
const read = (name: string) => readFileSync(join('deploy', name), 'utf8')
const units = readdirSync('deploy/systemd')

/** Every file of ours that a sample runs. */
function expectPrograms(text: string): void {
  const named = text.match(/src\/[\w/-]+\.ts/g) ?? []
  expect(named.length).toBeGreaterThan(0)
  for (const file of named) expect(existsSync(file), file).toBe(true)
}

test('the units of systemd run programs that are there, as nobody in particular and with as little as they need', () => {
  for (const unit of units.filter((name) => name.endsWith('.service'))) {
    const text = read(`systemd/${unit}`)
    expectPrograms(text)
    for (const line of [
      'User=uppsikt',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'CapabilityBoundingSet=',
      'UMask=0077',
    ])
      expect(text.split('\n'), unit).toContain(line)
    expect(text, `${unit} holds no secret`).not.toMatch(/postgres:\/\/|password|(URL|KEY|PASSPHRASE)=/i)
  }
})

const analyze = '/usr/bin/systemd-analyze'

test.skipIf(!existsSync(analyze))('systemd finds no fault with its units', () => {
  const folder = mkdtempSync(join(tmpdir(), 'uppsikt-units-'))
  // Where Node is on this machine, so that the check of the command is a check.
  for (const unit of units)
    writeFileSync(join(folder, unit), read(`systemd/${unit}`).replaceAll('/usr/bin/node', process.execPath))
  const files = units.map((unit) => join(folder, unit))
  const { status, stdout, stderr } = spawnSync(analyze, ['verify', '--man=no', ...files], {
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('uppsikt'))
  expect({ status, ours }).toEqual({ status: 0, ours: [] })
})

const Service = z.looseObject({
  image: z.string().regex(/^[\w./-]+(:[\w.]+)?$/),
  read_only: z.boolean().optional(),
  user: z.string().optional(),
  cap_drop: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  secrets: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z
    .union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))])
    .optional(),
})
const Compose = z.strictObject({
  name: z.string(),
  'x-program': z.unknown(),
  'x-environment': z.unknown(),
  services: z.record(z.string(), Service),
  secrets: z.record(z.string(), z.strictObject({ file: z.string().startsWith('./secrets/') })),
  volumes: z.record(z.string(), z.null()),
})

test('the compose file is one, its programs are read-only and unprivileged, and its secrets are files', () => {
  const text = read('compose.yaml')
  const compose = Compose.parse(parse(text, { merge: true }))
  expectPrograms(text)
  for (const name of ['web', 'worker', 'migrate']) {
    const service = compose.services[name]
    expect(service, name).toMatchObject({ read_only: true, user: '10001:10001', cap_drop: ['ALL'] })
    expect(Object.keys(service?.environment ?? {}), name).not.toContain('DATABASE_URL')
  }
  for (const [name, service] of Object.entries(compose.services)) {
    for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets), name).toContain(secret)
    const waits = Array.isArray(service.depends_on)
      ? service.depends_on
      : Object.keys(service.depends_on ?? {})
    for (const other of waits) expect(Object.keys(compose.services), name).toContain(other)
  }
})

test('each program gets the secrets that it needs, and the one that may change the database goes to no server', () => {
  const { services } = Compose.parse(parse(read('compose.yaml'), { merge: true }))
  const given: Record<string, string> = {
    'uppsikt-web.service': read('systemd/uppsikt-web.service'),
    'uppsikt-worker.service': read('systemd/uppsikt-worker.service'),
    web: JSON.stringify(services['web']),
    worker: JSON.stringify(services['worker']),
  }
  for (const [name, text] of Object.entries(given)) {
    expect(text, name).toMatch(/database-url/)
    expect(text, name).not.toMatch(/migration|passphrase/i)
  }
  for (const name of ['uppsikt-web.service', 'web']) expect(given[name], name).not.toMatch(/smtp/i)
})

test('the image runs as nobody, installs without scripts, and copies only what is there', () => {
  const lines = read('Containerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const words = 'FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|CMD'
  for (const line of lines) expect(line).toMatch(new RegExp(`^(${words}) \\S`))
  const final = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')))
  expect(final.find((line) => line.startsWith('USER'))).toBe('USER 10001:10001')
  for (const line of lines.filter((one) => one.startsWith('FROM'))) expect(line).toMatch(/:\d+-\w+-slim/)
  for (const line of lines.filter((one) => /npm (ci|prune)/.test(one)))
    expect(line).toContain('--ignore-scripts')
  for (const [, name = ''] of final.join('\n').matchAll(/--from=build \/app\/([\w.-]+)/g))
    expect(name === 'build' || existsSync(name), name).toBe(true)
  const command: unknown = JSON.parse((final.at(-1) ?? '').replace('CMD ', ''))
  expect(command).toEqual(['node', 'src/server/web.ts'])
})

test('the sample proxy closes every brace and ends every line, and believes no header of the caller', () => {
  const lines = read('nginx.conf')
    .split('\n')
    .map((line) => line.replace(/^\s*#.*/, '').trim())
    .filter((line) => line !== '')
  for (const line of lines) expect(line).toMatch(/[;{}]$/)
  const text = lines.join('\n')
  expect(text.split('{').length).toBe(text.split('}').length)
  expect(text).toContain('proxy_set_header X-Forwarded-For $remote_addr;')
  const [plain = '', secure = ''] = text.split(/^server \{/m).slice(1)
  expect(plain).toMatch(/listen 80;[^]*location \/api\/ \{\nreturn 403;/)
  expect(secure).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
  const ciphers = /ssl_ciphers (\S+);/.exec(secure)?.[1]?.split(':') ?? []
  expect(ciphers.length).toBeGreaterThan(0)
  // As OpenSSL knows them, and none without forward secrecy or with a method of its own time.
  expect(getCiphers()).toEqual(expect.arrayContaining(ciphers.map((name) => name.toLowerCase())))
  for (const cipher of ciphers) expect(cipher).toMatch(/^ECDHE-(RSA|ECDSA)-(AES(128|256)-GCM|CHACHA20)-/)
  expect(text).not.toMatch(/proxy_add_x_forwarded_for|\$http_x_forwarded|\$request_uri['"\s]*\$|"\$request"/)
})
