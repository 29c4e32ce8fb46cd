import { plural } from '#kernel/swedish.ts'

const rows = (count: number) => plural(count, 'planerad uppföljning', 'planerade uppföljningar')

type Since = { kind: keyof typeof happened; on: string | null; rows: number }

const happened = {
  closed: (on: string, count: number) => `läggs ned ${on}. ${rows(count)} ligger efter den dagen.`,
  opened: (on: string) => `är ny från ${on} och finns inte i den beslutade planen.`,
  extended: (on: string, count: number) =>
    `gäller längre, ${on ? `till och med ${on}` : 'tills vidare'}.${touched(count)}`,
  ended: (on: string, count: number) => `upphör tidigare, efter ${on}.${touched(count)}`,
  left: (on: string, count: number) => `är inte kvar sedan ${on}, men står i teamet för ${rows(count)}.`,
} as const

function touched(count: number): string {
  return count === 0 ? '' : ` ${rows(count)} av avtalets enheter återstår.`
}

/** How the world has moved since a plan was decided. */
export const sinceTexts = {
  title: (decidedOn: string) => `Det har hänt något sedan planen beslutades ${decidedOn}`,
  lead: 'Räknat ur det som är inskrivet om enheter, avtal och medarbetare efter beslutet. Listan töms när en revidering är beslutad.',
  underway: 'En ny version arbetas redan fram. Listan töms när den är beslutad.',
  happened: ({ kind, on, rows: count }: Since) => happened[kind](on ?? '', count),
  revise: 'Revidera planen',
  links: { closed: 'enheter', opened: 'enheter', extended: 'avtal', ended: 'avtal', left: '' } as const,
  causes: {
    closed: 'unit',
    opened: 'unit',
    extended: 'agreement',
    ended: 'agreement',
    left: 'person',
  } as const,
  duty: (title: string, count: number) =>
    `${plural(count, 'sak', 'saker')} har ändrats sedan beslutet: ${title}`,
  ground: 'Enheter, avtal eller medarbetare har ändrats sedan planen beslutades',
}
