import type { SearchGroup } from '#modules/search/rules.ts'

export const searchTexts = {
  title: 'Sök',
  label: 'Sök i allt du får se',
  words: 'Ord eller diarienummer',
  submit: 'Sök',
  lead: 'Enheter, utförare, avtal, uppföljningar, brister, ärenden, rapporter och krav.',
  leadOperator: 'Era enheter, avtal, brister och rapporter, och kommunens krav.',
  found: (words: string) => `Träffar på ”${words}”`,
  nothingTitle: (words: string) => `Inget stämmer med ”${words}”`,
  nothingText: 'Prova färre ord, eller en del av ett namn eller diarienummer.',
  tooShort: 'Skriv minst två tecken.',
  personal:
    'Sökordet ser ut som ett personnummer. Uppsikt sparar inte uppgifter som pekar ut enskilda, så sökningen är inte gjord.',
  all: (count: number) => `Visa alla ${count}`,
  groups: {
    units: 'Enheter',
    providers: 'Utförare',
    agreements: 'Avtal',
    followUps: 'Uppföljningar',
    findings: 'Brister',
    matters: 'Ärenden',
    papers: 'Rapporter',
    requirements: 'Krav',
  } satisfies Record<SearchGroup, string>,
}
