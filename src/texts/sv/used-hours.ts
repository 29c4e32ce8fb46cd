import { formatNumber, listOf, plural } from '#kernel/swedish.ts'

/** What a follow-up took: written down by its team, and asked for when it ends. */
export const hoursTexts = {
  title: 'Timmar som gått åt',
  lead: 'Skriv ungefär hur många timmar var och en har lagt ner per månad: förberedelse, besök, bedömning och rapport. Timmarna används för att planera nästa år, och enheten ser dem inte.',
  person: 'Person',
  role: 'Roll',
  month: 'Månad',
  hours: 'Timmar',
  note: 'Anteckning',
  noteHint: 'Till exempel vad som tog tid. Skriv inget om enskilda.',
  by: 'Inskrivet',
  writtenBy: (name: string, day: string) => `${name} ${day}`,
  sum: (hours: number, estimated: number | null) =>
    estimated === null
      ? `${formatNumber(hours)} timmar hittills.`
      : `${formatNumber(hours)} timmar hittills. Planen räknar med ${formatNumber(estimated)}.`,
  emptyTitle: 'Inga timmar än',
  emptyText: 'Här syns timmarna när teamet har skrivit in dem.',
  write: 'Skriv in timmar',
  reason: 'Varför timmarna rättas',
  reasonHint: 'Behövs bara när det redan finns timmar för personen den månaden.',
  save: 'Spara timmarna',
  saved: (corrected: boolean) => (corrected ? 'Timmarna är rättade.' : 'Timmarna är sparade.'),
  history: (count: number) => plural(count, 'rättad uppgift', 'rättade uppgifter'),
  replaced: 'Rättad',
  missing: (names: readonly string[]) =>
    `Timmar saknas för ${listOf(names)}. Skriv in dem innan uppföljningen avslutas, så blir nästa års plan riktigare.`,
  goTo: 'Skriv in timmarna',
  asked: (unit: string) => `Skriv in timmarna för uppföljningen av ${unit}`,
}

/** What follow-ups really took, beside the estimates that the plan is counted with. */
export const usedTexts = {
  title: (year: number) => `Timmar som gick åt ${year}, mot uppskattningen`,
  lead: 'Medelvärden för de uppföljningar som är klara och har timmar inskrivna. Skillnaden är det som gick åt minus uppskattningen.',
  fewHidden: 'Medelvärden av färre än fem uppföljningar visas bara för den som planerar.',
  years: 'År som jämförs',
  what: 'Uppföljning',
  area: 'Område',
  allAreas: 'Alla områden',
  followUps: 'Uppföljningar',
  roles: 'Per roll (uppskattat inom parentes)',
  role: 'Roll',
  estimate: 'Uppskattat',
  used: 'Gick åt',
  difference: 'Skillnad',
  ofRole: (role: string, estimate: number | undefined, used: number | undefined) =>
    `${role}: ${formatNumber(used ?? 0)} (${formatNumber(estimate ?? 0)})`,
  signed: (hours: number) => `${hours > 0 ? '+' : hours < 0 ? '−' : ''}${formatNumber(Math.abs(hours))}`,
  act: 'Ändra',
  take: 'Använd som uppskattning',
  takeText: (count: number, hours: number) =>
    `Medelvärdet av ${plural(count, 'uppföljning', 'uppföljningar')} är ${formatNumber(hours)} timmar när varje roll avrundas till halva timmar. Rader som redan finns i planen behåller sina timmar.`,
  reason: 'Varför uppskattningen ändras',
  taken: 'Medelvärdet är nu uppskattningen.',
  fresh: 'Stämmer med uppskattningen',
  emptyTitle: 'Inga timmar att jämföra',
  emptyText:
    'Teamen skriver in timmarna på uppföljningens sida Team. När en uppföljning är fastställd räknas den med här.',
  history: 'Så har uppskattningarna ändrats',
  change: (before: string, after: string) => `${before} → ${after}`,
  standard: 'utgångsvärdet',
  ofFollowUps: (count: number) => `medelvärdet av ${plural(count, 'uppföljning', 'uppföljningar')}`,
  by: 'Av',
  when: 'När',
  changed: 'Timmar',
  why: 'Skäl',
}
