import { listOf } from '#kernel/swedish.ts'

export const successionTexts = {
  title: 'Slå ihop, dela eller ersätt',
  tab: 'Slå ihop eller dela',
  lead: 'Uppföljningar, brister och resultat stannar hos den enhet de gäller. De visas också hos enheten som kommer efter.',
  kinds: {
    merge: {
      title: 'Slå ihop',
      text: 'En eller flera enheter går in i en annan, som finns eller är ny. De som går in upphör den dagen.',
      button: 'Slå ihop enheterna',
    },
    split: {
      title: 'Dela',
      text: 'Enheten blir flera. Den kan fortsätta själv med det som är kvar, eller upphöra.',
      button: 'Dela enheten',
    },
    replacement: {
      title: 'Ersätt',
      text: 'En annan enhet tar över uppdraget, till exempel med en ny utförare. Den nya utföraren ser inget av det som gällde den tidigare.',
      button: 'Ersätt enheten',
    },
  },
  earlier: 'Det som har hänt',
  more: 'Välj fler enheter som går in',
  moreHint: (name: string) => `${name} är redan med.`,
  goesOn: (name: string) => `${name} fortsätter själv`,
  goesOnHint: 'Utan kryss upphör enheten den dagen.',
  into: { merge: 'Enheten de går in i', replacement: 'Enheten som tar över' },
  intoExisting: 'Välj enheter som redan finns',
  intoHint: 'Välj en enhet som finns, eller fyll i en ny nedanför.',
  intoManyHint: 'Eller fyll i nya enheter nedanför.',
  newUnit: 'En ny enhet',
  newUnits: (count: number) => (count === 1 ? 'Ny enhet' : 'Nya enheter'),
  newHint: (name: string) =>
    `Lämna tomt om ingen ny enhet bildas. Lagstöd, område och driftform blir som för ${name} och kan ändras efteråt.`,
  newOne: (at: number) => `Ny enhet ${at}`,
  on: 'Från och med',
  onHint: 'Första dagen i den nya ordningen. Den kan ha varit.',
  note: 'Varför',
  noteHint: 'Till exempel ett beslut med diarienummer.',
  agreements: 'Avtalen',
  agreementsHint: (titles: string) =>
    `I dag gäller ${titles}. Ett avtal följer bara med till enheter som avtalets utförare driver.`,
  noAgreements: 'Inget avtal gäller för enheten i dag. Avtalen för andra enheter som går in kan följa med.',
  follow: 'Avtalen följer med till enheterna som kommer efter',
  stay: 'Avtalen ändras inte nu',
  done: (notFollowed: readonly string[]) =>
    notFollowed.length === 0
      ? 'Övergången är sparad.'
      : `Övergången är sparad. Avtal ${listOf(notFollowed)} följde inte med, eftersom en annan utförare driver enheten.`,
  withdraw: 'Ta tillbaka',
  withdrawText: 'Kedjan bryts, och varför syns i loggen. Avtal och nya enheter rättas på sina egna sidor.',
  withdrawReason: 'Varför det inte stämde',
  withdrawn: 'Övergången är tillbakatagen.',
  restore: (name: string) => `${name} är i drift igen från den dagen`,
  // on the page of the unit
  chain: 'Före och efter',
  side: 'Kom före eller efter',
  chainLead: 'Enheten har bildats av eller uppgått i andra enheter.',
  way: 'Vad som hände',
  when: 'Från och med',
  unit: 'Enhet',
  sides: { before: 'Före', after: 'Efter' },
  inherited: 'Från enheter som fanns före',
  inheritedLead:
    'Det här gäller de tidigare enheterna och den som då drev dem. Det räknas inte in i enhetens egna siffror.',
  from: (name: string) => `Från ${name}`,
  findings: 'Öppna brister',
  followUps: 'Uppföljningar',
}
