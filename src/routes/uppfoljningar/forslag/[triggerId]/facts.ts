import type { Role } from '#access/roles.ts'
import { formatDate, formatDateTime } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import { roleNames } from '#texts/sv/common.ts'
import { depths, targetedForms } from '#texts/sv/followups.ts'
import { proposeTexts, triggerListTexts, triggerTexts as t } from '#texts/sv/triggers-pages.ts'
import { initiatorNames, ruleNames, triggerNames, urgencyNames } from '#texts/sv/triggers.ts'
import type { PageData } from './$types'

type Trigger = PageData['trigger']
type Shown = { label: string; text: string; href?: string | undefined }

/** What is empty is left out. */
const shown = (facts: readonly Shown[]) => facts.filter(({ text }) => text !== '')

export function proposalFacts(trigger: Trigger, areas: readonly { key: string; name: string }[]): Shown[] {
  const { initiator, initiatorDecision, wantedBy, agreementId, form, requirements } = trigger
  const by = trigger.rule ? t.ruleRaised(ruleNames[trigger.rule]) : (trigger.raisedByName ?? '')
  const focus = trigger.focusAreas.map((key) => areas.find((area) => area.key === key)?.name ?? key)
  const [requirement] = requirements
  const initiative = [initiatorNames[initiator], initiatorDecision].filter(Boolean).join(', ')
  return shown([
    { label: triggerListTexts.trigger, text: triggerNames[trigger.trigger] },
    { label: t.raisedBy, text: `${by}, ${formatDateTime(trigger.createdAt)}` },
    { label: t.initiator, text: trigger.rule ? '' : initiative },
    { label: triggerListTexts.urgency, text: urgencyNames[trigger.urgency] },
    { label: triggerListTexts.wantedBy, text: wantedBy ? formatDate(wantedBy) : '' },
    { label: proposeTexts.form, text: form ? targetedForms[form] : '' },
    { label: t.focusAreas, text: focus.join(', ') },
    {
      label: t.requirements,
      text: requirements.map(({ code, title }) => `${code} ${title}`).join(', '),
      href: requirements.length === 1 ? `/kravkatalog/${requirement?.id}` : undefined,
    },
    { label: t.depth, text: depths[trigger.depth] },
    { label: t.agreement, text: agreementId ? t.agreementLink : '', href: `/avtal/${agreementId}` },
    { label: t.clause, text: trigger.clause },
    { label: t.restsOn, text: trigger.restsOn },
  ])
}

export function decisionFacts(trigger: Trigger): Shown[] {
  const { decidedByName, decidedOn, decidedPoint, decisionReason } = trigger
  const by = [decidedByName, decidedOn && formatDate(decidedOn)].filter(Boolean).join(', ')
  return shown([
    { label: t.decidedBy, text: by },
    { label: t.point, text: decidedPoint },
    { label: t.why, text: decisionReason },
  ])
}

/** "Direktör, enligt 5.3 Besluta om … i delegationsordningen" */
export function decidesText({ roles, point }: { roles: readonly Role[]; point: string | null }): string {
  const names = listOf(roles.map((role) => roleNames[role]))
  return point ? t.byPoint(names, point) : t.byUsual(names)
}
