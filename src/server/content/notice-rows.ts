import { assessmentTexts } from '#texts/sv/assessments.ts'
import { findingsTexts } from '#texts/sv/findings.ts'
import { followUpNotices } from '#texts/sv/followups.ts'
import { operatorOf } from './operators.ts'
import type { Course, Scene } from './scene.ts'
import { instant, type Times } from './times.ts'

type Waiting = { account: string; kind: string; title: string; href: string; at: Date; acute?: boolean }

/** What waits for somebody in the running year: the same notices as the product sends. */
export function addNotices(scene: Scene, course: Course, times: Times): void {
  const { batch, demo } = scene
  const known = new Set(demo.people.map(({ key }) => batch.id('account', key)))
  for (const { account, kind, title, href, at, acute } of [
    ...toTeam(scene, course, times),
    ...toUnit(scene, course, times),
  ])
    if (known.has(account))
      batch.add('notice', {
        id: batch.id('notice', `${course.key}/${kind}/${account}`),
        accountId: account,
        kind,
        title,
        href,
        acute: acute ?? false,
        boardId: course.place.boardId,
        sentAt: at,
      })
}

function toTeam({ batch }: Scene, { content, id, state }: Course, { createdAt }: Times): Waiting[] {
  return content.undeclared.map((key) => ({
    account: batch.id('account', key),
    kind: 'followUp.member',
    title: followUpNotices.addedToTeam(state.name),
    href: `/uppfoljningar/${id}`,
    at: createdAt,
  }))
}

function toUnit(scene: Scene, course: Course, times: Times): Waiting[] {
  const account = operatorOf(scene, course).id
  const all = [requested(course), heard(scene, course, times), planAsked(scene, course)]
  return all.flatMap((one) => (one ? [{ ...one, account }] : []))
}

type Untold = Omit<Waiting, 'account'> | undefined

function requested({ content, state }: Course): Untold {
  const [asked] = content.requests
  if (!asked) return undefined
  const title = followUpNotices.requested(content.requests.length, state.name)
  return { kind: 'followUp', title, href: '/lamna-in', at: instant(asked.requestedOn, '11:00') }
}

function heard({ batch }: Scene, { content, key, title }: Course, times: Times): Untold {
  if (content.hearing?.state !== 'open') return undefined
  return {
    kind: 'hearing.sent',
    title: assessmentTexts.noticeSent(title, times.hearingDueOn),
    href: `/utkast/${batch.id('hearing', key)}`,
    at: instant(times.hearingSentOn, '10:15'),
  }
}

function planAsked({ batch }: Scene, { content, key }: Course): Untold {
  const { plan, deviations } = content
  if (plan?.state !== 'requested' && plan?.state !== 'returned') return undefined
  const acute = deviations.some((one) => one.acute)
  return {
    kind: 'plan.request',
    title: acute ? findingsTexts.notices.planRequestedAcute : findingsTexts.notices.planRequested,
    href: `/handlingsplaner/${batch.id('actionPlan', key)}`,
    at: instant(plan.requestedOn, '14:20'),
    acute,
  }
}
