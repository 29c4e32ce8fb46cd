import { withAdminUrl } from '#server/content/connection.ts'
import { loadLarge } from '#server/content/large.ts'

/** `npm run demo:large`: Storkommunen beside Exempelkommun, to try and measure with. Takes a minute or two. */
console.log('Läser in Storkommunen. Det tar en stund.')
const outcome = await withAdminUrl((adminUrl) => loadLarge(adminUrl, console.log))
console.log(
  outcome === 'loaded'
    ? 'Klart. Logga in som strateg1@storkommunen.example med demons lösenord.'
    : 'Storkommunen är redan inläst.',
)
