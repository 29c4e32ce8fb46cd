import { ActionFilter } from '#modules/findings/public.ts'

const shows: Record<string, string> = {
  forsenade: 'late',
  'att-bedoma': 'toJudge',
  effekt: 'toVerify',
  'inte-klara': 'unfinished',
}

/** The list's address → its filter. A hand-written address with something odd in it shows the whole list. */
export function actionFilterFrom(url: URL): ActionFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const parsed = ActionFilter.safeParse({
    q: value('q'),
    state: value('lage'),
    show: shows[value('visa') ?? ''],
    quality: value('kvalitet'),
    provider: value('utforare'),
    unit: value('enhet'),
    sort: value('sortera'),
    page: value('sida'),
  })
  return parsed.success ? parsed.data : ActionFilter.parse({})
}

export const showChoices = Object.entries(shows)
export const filterNames = ['q', 'lage', 'visa', 'kvalitet', 'utforare', 'enhet']
