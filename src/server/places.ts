import { hasRole, type Actor } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import type { IconName } from '#ui/icons.ts'

type PlaceRow = { href: string; label: string; icon: IconName; for: (actor: Actor) => boolean }

const isOffice = (actor: Actor) => hasRole(actor, ...officeRoles)
const isOperator = (actor: Actor) => actor.side === 'operator'
const isMember = (actor: Actor) => hasRole(actor, 'boardMember')

/** The few places of a role, not the modules of the system. */
const rows: readonly PlaceRow[] = [
  { href: '/', label: 'Start', icon: 'house', for: () => true },
  { href: '/lamna-in', label: 'Att lämna in', icon: 'upload', for: isOperator },
  { href: '/atgarder', label: 'Åtgärder', icon: 'list-checks', for: isOperator },
  { href: '/resultat', label: 'Våra resultat', icon: 'chart-column', for: isOperator },
  { href: '/uppfoljningar', label: 'Uppföljningar', icon: 'clipboard-check', for: isOffice },
  {
    href: '/enheter',
    label: 'Enheter',
    icon: 'building-2',
    for: (actor) => isOffice(actor) || isOperator(actor),
  },
  { href: '/brister', label: 'Brister', icon: 'triangle-alert', for: isOffice },
  { href: '/atgarder', label: 'Åtgärder', icon: 'list-checks', for: isOffice },
  { href: '/utforare', label: 'Utförare', icon: 'handshake', for: isOffice },
  { href: '/avtal', label: 'Avtal', icon: 'file-text', for: (actor) => isOffice(actor) || isOperator(actor) },
  {
    href: '/kravkatalog',
    label: 'Krav',
    icon: 'book-open',
    for: (actor) => isOffice(actor) || isOperator(actor),
  },
  { href: '/ramverk', label: 'Ramverk', icon: 'scale', for: isOffice },
  { href: '/arenden', label: 'Ärenden', icon: 'inbox', for: isOffice },
  {
    href: '/sammantraden',
    label: 'Sammanträden',
    icon: 'gavel',
    for: (actor) => isOffice(actor) || isMember(actor),
  },
  { href: '/planer', label: 'Planer', icon: 'calendar', for: (actor) => isOffice(actor) || isMember(actor) },
  { href: '/konton', label: 'Konton', icon: 'users', for: (actor) => hasRole(actor, 'admin') },
  {
    href: '/installningar',
    label: 'Inställningar',
    icon: 'settings',
    for: (actor) => hasRole(actor, 'admin'),
  },
  { href: '/logg', label: 'Logg', icon: 'history', for: (actor) => hasRole(actor, 'auditor') },
]

export function placesFor(actor: Actor, routeId: string) {
  return rows
    .filter((row) => row.for(actor))
    .map(({ href, label, icon }) => ({ href, label, icon, current: isWithin(routeId, href) }))
}

function isWithin(routeId: string, href: string): boolean {
  return href === '/' ? routeId === '/' : routeId === href || routeId.startsWith(`${href}/`)
}
