import type { FormReader } from '#platform/web/form.ts'
import type { AddItemsInput } from '#modules/plans/public.ts'
import type { TeamRole } from '#modules/plans/rules.ts'

/** What is chosen for a row, or for forty at once, as the forms send it. The shapes refuse any other word or number. */
export function choicesFrom(form: FormReader) {
  return {
    year: form.number('ar') ?? Number.NaN,
    month: form.number('manad') ?? null,
    half: (form.number('halvar') ?? 1) as 1 | 2, // the shape refuses any other number
    kind: form.text('typ') as AddItemsInput['kind'], // the shape refuses any other word
    depth: form.text('djup') as AddItemsInput['depth'], // the shape refuses any other word
    focusAreas: form.all('fokus'),
    methods: form.all('metod') as NonNullable<AddItemsInput['methods']>, // the shape refuses any other word
    announced: form.checked('anmalt'),
    priority: (form.text('prio') || 'normal') as NonNullable<AddItemsInput['priority']>, // the same
    assignmentSource: form.text('uppdrag'),
    origin: (form.text('ursprung') || 'requirement') as NonNullable<AddItemsInput['origin']>, // the same
    why: form.text('varfor'),
    theme: form.text('tema'),
    note: form.text('anteckning'),
    hours: form.number('timmar') ?? null,
    team: teamFrom(form),
  }
}

/** The lead, and those ticked beside: MAS, MAR and SAS by the role they hold, others as the second. */
function teamFrom(form: FormReader) {
  const leadId = form.optional('ansvarig')
  const others = form.all('team').flatMap((value) => {
    const [accountId = '', role = 'second'] = value.split(':')
    return accountId === '' || accountId === leadId ? [] : [{ accountId, role: role as TeamRole }] // the same
  })
  return [...(leadId ? [{ accountId: leadId, role: 'lead' as const }] : []), ...others]
}

/** Members as a form carries them one by one, "id:role:hours"; the shapes refuse anything else. */
export function membersFrom(values: readonly string[]) {
  return values.map((value) => {
    const [accountId = '', role = '', hours = ''] = value.split(':')
    return { accountId, role: role as TeamRole, hours: Number(hours) } // the same
  })
}

export const choiceNames = {
  year: 'ar',
  month: 'manad',
  half: 'halvar',
  kind: 'typ',
  depth: 'djup',
  focusAreas: 'fokus',
  methods: 'metod',
  announced: 'anmalt',
  priority: 'prio',
  assignmentSource: 'uppdrag',
  origin: 'ursprung',
  why: 'varfor',
  theme: 'tema',
  note: 'anteckning',
  hours: 'timmar',
  team: 'ansvarig',
  unitIds: 'enhet',
  areaIds: 'omradet',
  name: 'namn',
  ground: 'grund',
  reason: 'andring',
}

/** The role somebody has in a team by the roles they hold for the board. */
export function teamRoleOf(roles: readonly string[]): TeamRole {
  const expert = (['mas', 'mar', 'sas'] as const).find((role) => roles.includes(role))
  return expert ?? 'second'
}
