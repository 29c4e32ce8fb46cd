import type { FormReader } from '#platform/web/form.ts'
import type { changeFollowUp, createFollowUp } from '#modules/followups/public.ts'

type Planned = Omit<Parameters<typeof createFollowUp>[1], 'unitId' | 'leadId'>
type Changed = Parameters<typeof changeFollowUp>[1]

/** The plan's fields as both the form for a new one and the form for a change send them. */
export function planInput(form: FormReader): Planned & Omit<Changed, 'followUpId' | 'revision'> {
  // The command's shape checks every choice; what is not one of them comes back as a fault at its field.
  const chosen = {
    kind: form.text('typ'),
    depth: form.text('omfattning'),
    level: form.optional('niva'),
    performedBy: form.optional('utfors'),
    purposes: form.all('syften'),
    methods: form.all('metoder'),
    announced: form.has('anmald') ? form.text('anmald') === 'ja' : undefined,
    matterId: form.optional('arende'),
  } as Pick<
    Planned,
    'kind' | 'depth' | 'level' | 'performedBy' | 'purposes' | 'methods' | 'announced' | 'matterId'
  >
  return {
    ...chosen,
    title: form.text('rubrik'),
    focusAreas: form.all('fokus'),
    dueOn: form.text('datum'),
    cause: form.text('initiativ'),
    roleException: form.text('undantag'),
    newCaseNumber: form.text('diarienummer'),
  }
}

export const planNames = {
  title: 'rubrik',
  kind: 'typ',
  depth: 'omfattning',
  level: 'niva',
  performedBy: 'utfors',
  purposes: 'syften',
  methods: 'metoder',
  focusAreas: 'fokus',
  announced: 'anmald',
  dueOn: 'datum',
  cause: 'initiativ',
  roleException: 'undantag',
  matterId: 'arende',
  newCaseNumber: 'diarienummer',
  leadId: 'leder',
  unitId: 'enhet',
}
