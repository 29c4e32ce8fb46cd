/** Everything of the municipality, out in open formats. */
export const wholeExportTexts = {
  title: 'Hela kommunen som filer',
  lead: 'Här tar du ut allt som kommunen har i Uppsikt: varje uppgift, varje fil, varje fastställd handling och loggen över vem som gjorde vad. Formaten är öppna, så att vem som helst kan läsa dem utan Uppsikt.',
  careTitle: 'Filen innehåller sekretess',
  care: 'Förvara den lika skyddat som Uppsikt själv. Det som ligger under lås är krypterat även i filen. Inloggningar och länkar som öppnar något följer inte med. Varje hämtning loggas.',
  start: 'Ta ut hela kommunen',
  startHint:
    'Det sköts i bakgrunden och kan ta några minuter. Filen går att hämta i sju dagar. Sedan tas den bort.',
  started: 'Exporten är beställd. Ladda om sidan om en stund.',
  earlier: 'Beställda exporter',
  when: 'Beställd',
  who: 'Av',
  content: 'Innehåll',
  state: 'Läge',
  until: 'Går att hämta till',
  fetch: 'Hämta',
  emptyTitle: 'Ingen export är beställd',
  emptyText: 'När du har beställt en export visas den här.',
  states: {
    asked: 'Väntar',
    working: 'Skrivs',
    ready: 'Klar',
    failed: 'Gick inte att skriva',
    gone: 'Borttagen',
  },
  contentOf: (rows: string, files: string, megabytes: string) =>
    `${rows} rader, ${files} filer, ${megabytes} MB`,
  checksum: 'Kontrollsumma (SHA-256) för manifestet i den senaste exporten',
  checksumHint: 'Skriv upp den på annan plats. Med den kan ni visa att exporten inte har ändrats efteråt.',
  remove: 'Ta bort filen',
  removeText:
    'Filen med hela kommunen tas bort och går inte att hämta mer. Det syns i loggen att den har funnits.',
  removeConfirm: 'Ta bort',
  removed: 'Filen är borttagen.',
} as const
