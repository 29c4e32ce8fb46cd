import type { RuleGroup, Waiver } from '../contract.ts'

/** What each rule is called in a sentence a planner reads. */
const names: Record<RuleGroup['rule'], (group: RuleGroup) => string> = {
  annual: () => 'en uppföljning om året av varje enhet',
  window: () => 'månaderna en uppföljning får ligga i',
  pinned: ({ unitId }) => (unitId ? `den låsta månaden för enhet ${unitId}` : 'de låsta månaderna'),
  choiceSystem: () => 'den första uppföljningen av nya enheter i valfrihetssystem',
  procured: () => 'uppföljning före beslut om upphandlade enheters avtal',
  operation: ({ unitId }) => `tiden då enhet ${unitId ?? ''} är i drift`,
  inDepth: () => 'turordningen mellan fördjupade och grundläggande uppföljningar',
  gap: () => 'minsta tiden mellan två uppföljningar av samma enhet',
  capacity: ({ role }) => `timmarna för rollen ${role ?? ''}`,
  team: ({ role }) =>
    role ? `att någon i teamet ska ha rollen ${role}` : 'att teamet ska ha olika professioner',
  boardReports: ({ month }) => `antalet rapporter till nämndens sammanträde ${month ?? ''}`,
  extra: () => 'extra uppföljningar',
  executed: () => 'det som redan är genomfört',
}

function nameOf(group: RuleGroup): string {
  const area = group.areaId ? ` inom ${group.areaId}` : ''
  const year = group.year ? ` ${group.year}` : ''
  return `${names[group.rule](group)}${area}${year}`
}

export function conflictSentence(rules: readonly RuleGroup[]): string {
  const parts = rules.map(nameOf)
  const last = parts.at(-1) ?? ''
  const listed = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} och ${last}` : last
  return `De här reglerna går inte att hålla samtidigt: ${listed}.`
}

const units: Record<Waiver['unit'], (amount: string) => string> = {
  hours: (amount) => `med ${counted(amount, 'timme', 'timmar')}, räknat efter reserven`,
  followUps: (amount) => `för ${counted(amount, 'uppföljning', 'uppföljningar')}`,
  reports: (amount) => `med ${counted(amount, 'rapport', 'rapporter')}`,
  months: (amount) => `med ${counted(amount, 'månad', 'månader')}`,
  professions: (amount) => `med ${counted(amount, 'profession', 'professioner')}`,
}

function counted(amount: string, one: string, many: string): string {
  return `${amount} ${amount === '1' ? one : many}`
}

type Given = RuleGroup & { amount: number; unit: Waiver['unit'] }

export function waiverSentence(waiver: Given): string {
  return `En plan finns om ${givingWay(waiver)}.`
}

/** Alone it is not enough. */
export function jointSentence(waiver: Given): string {
  return `En plan finns om ${givingWay(waiver)}, tillsammans med de andra förslagen här.`
}

function givingWay(waiver: Given): string {
  const amount = waiver.amount.toLocaleString('sv-SE')
  const verb = waiver.rule === 'capacity' || waiver.rule === 'boardReports' ? 'utökas' : 'ge vika'
  return `${nameOf(waiver)} får ${verb} ${units[waiver.unit](amount)}`
}
