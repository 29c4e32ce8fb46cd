import { readFileSync } from 'node:fs'

const secrets = [
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'SMTP_URL',
  'UPPSIKT_LOCK_KEY',
  'UPPSIKT_BACKUP_PASSPHRASE',
] as const

/**
 * A secret may stand in a file instead of the environment, which is shown to more than one thinks: `SMTP_URL_FILE` names
 * the file of SMTP_URL. Asked for by each program before it reads its settings. A file that cannot be read stops it.
 */
export function readSecretFiles(env: NodeJS.ProcessEnv): void {
  for (const name of secrets) {
    const file = env[`${name}_FILE`]
    if (file && !env[name]) env[name] = readFileSync(file, 'utf8').trim()
  }
}
