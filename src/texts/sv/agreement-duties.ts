import { formatDate, type IsoDate } from '#kernel/dates.ts'

/** What agreements owe, as lists, reminders and calendars say it. */
export const agreementDutyTexts = {
  extension: {
    label: 'Beslut om förlängning av avtal',
    title: (agreement: string) => `Besluta om förlängning: ${agreement}`,
    ground: (until: IsoDate) => `Avtalet kan förlängas till och med ${formatDate(until)}`,
  },
  ends: {
    label: 'Avtal som upphör',
    title: (agreement: string) => `Bestäm vad som gäller efter ${agreement}`,
    ground: (day: IsoDate) => `Avtalet upphör ${formatDate(day)}`,
  },
  beforeExtension: {
    label: 'Uppföljning före förlängning',
    title: (unit: string) => `Följ upp ${unit} före beslutet om förlängning`,
  },
  afterStart: {
    label: 'Uppföljning efter start i valfrihetssystem',
    title: (unit: string) => `Följ upp ${unit} efter start`,
  },
  review: {
    label: 'Årlig genomgång av kundvalsvillkor',
    title: (agreement: string, year: number) => `Gå igenom villkoren ${year}: ${agreement}`,
    ground: 'Villkoren i valfrihetssystem gås igenom varje år',
  },
  plan: {
    label: 'Uppföljningsplan för avtal',
    title: (agreement: string) => `Gör uppföljningsplan: ${agreement}`,
    ground:
      'En uppföljningsplan behövs vid nytt avtal, förlängning, nytt eller ändrat uppdrag och uppföljning av en enhet',
    followUp: (unit: string, day: IsoDate | null) =>
      `Uppföljningen av ${unit}${day ? ` till ${formatDate(day)}` : ''} behöver avtalets uppföljningsplan`,
  },
  work: {
    label: 'Överenskommelser som ska skrivas',
    ground: (area: string) => `Arbetslistan för överenskommelser, ${area.toLowerCase()}`,
    title: (title: string) => `Skriv ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  },
} as const

export const obligationGrounds = {
  plan: (agreement: string, version: number, clause: string) =>
    `Uppföljningsplan version ${version} för ${agreement}${clause ? `, ${clause}` : ''}`,
  beforeExtension: (agreement: string, until: IsoDate) =>
    `Följs upp innan ${agreement} förlängs till och med ${formatDate(until)}`,
  beforeExtensionWhat: 'Uppföljning inför beslut om förlängning',
  afterStart: (agreement: string, months: number) => `${months} månader efter start enligt ${agreement}`,
  afterStartWhat: 'Uppföljning av ny utförare i valfrihetssystem',
}
