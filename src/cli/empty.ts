import { withAdminUrl } from '#server/content/connection.ts'
import { makeEmpty } from '#server/content/empty.ts'

const env = process.env
const name = env['UPPSIKT_MUNICIPALITY']?.trim() || 'Ny kommun'
const boards = env['UPPSIKT_BOARDS'] ?? 'Omsorgsnämnden (OMS)'
const adminEmail = env['UPPSIKT_ADMIN_EMAIL'] ?? 'systemforvaltare@kommun.example'

/** A municipality of the operator's own, and the link with which its first administrator chooses a password. */
const made = await withAdminUrl((adminUrl) =>
  makeEmpty(adminUrl, { name, boards, adminEmail, now: new Date() }),
)

if (made) {
  const address = env['PUBLIC_URL'] ?? `http://localhost:${env['PORT'] ?? 3000}`
  console.log(`${name} är skapad. Systemförvaltaren ${adminEmail} väljer lösenord här, inom sju dagar:`)
  console.log(`${address.replace(/\/$/, '')}/lank/${made.token}`)
} else {
  console.error('Det finns redan en kommun i databasen, så ingen ny skapades.')
  process.exitCode = 1
}
