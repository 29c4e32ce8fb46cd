import { hasRole, type Actor } from '#access/may.ts'
import { officeRoles, type Role } from '#access/roles.ts'
import type { IconName } from '#ui/icons.ts'
import type { PlaceGroups } from '#ui/places.ts'

type PlaceRow = { href: string; label: string; icon: IconName; for: (actor: Actor) => boolean }
type PlaceGroup = { title: string; rows: readonly PlaceRow[] }

const isOffice = (actor: Actor) => hasRole(actor, ...officeRoles)
const isOperator = (actor: Actor) => actor.side === 'operator'
const isMember = (actor: Actor) => hasRole(actor, 'boardMember')
const isOfficeOrOperator = (actor: Actor) => isOffice(actor) || isOperator(actor)
const isOfficeOrMember = (actor: Actor) => isOffice(actor) || isMember(actor)
const holds =
  (...roles: readonly Role[]) =>
  (actor: Actor) =>
    hasRole(actor, ...roles)

const follows = holds(
  'strategist',
  'reviewer',
  'mas',
  'mar',
  'sas',
  'caseAuthority',
  'controller',
  'director',
)
const agrees = holds('strategist', 'contractManager', 'controller', 'director', 'reviewer', 'electedAuditor')
const administers = holds('registrar', 'boardSecretary', 'director', 'strategist', 'electedAuditor')

/** The few places of a role in the order of its day, not the modules of the system. */
const groups: readonly PlaceGroup[] = [
  {
    title: '',
    rows: [
      { href: '/', label: 'Start', icon: 'house', for: () => true },
      { href: '/att-gora', label: 'Att göra', icon: 'clock', for: isOfficeOrOperator },
      { href: '/lamna-in', label: 'Att lämna in', icon: 'upload', for: isOperator },
      { href: '/planerat', label: 'Planerat', icon: 'calendar', for: isOperator },
      { href: '/resultat', label: 'Våra resultat', icon: 'chart-column', for: isOperator },
    ],
  },
  {
    title: 'Uppföljning',
    rows: [
      { href: '/planer', label: 'Planer', icon: 'calendar', for: isOfficeOrMember },
      { href: '/riskanalys', label: 'Riskanalys', icon: 'shield-check', for: isOffice },
      { href: '/uppfoljningar', label: 'Uppföljningar', icon: 'clipboard-check', for: isOffice },
      { href: '/brister', label: 'Brister', icon: 'triangle-alert', for: isOffice },
      { href: '/atgarder', label: 'Åtgärder', icon: 'list-checks', for: isOfficeOrOperator },
      { href: '/rapporter', label: 'Rapporter', icon: 'chart-column', for: isOfficeOrMember },
      { href: '/skyldigheter', label: 'Skyldigheter', icon: 'hourglass', for: isOffice },
    ],
  },
  {
    title: 'Vem och vad',
    rows: [
      { href: '/enheter', label: 'Enheter', icon: 'building-2', for: isOfficeOrOperator },
      { href: '/utforare', label: 'Utförare', icon: 'handshake', for: isOffice },
      {
        href: '/konton/arbetar-kvar',
        label: 'Arbetar de här kvar?',
        icon: 'users',
        for: holds('providerManager'),
      },
      { href: '/avtal', label: 'Avtal', icon: 'file-text', for: isOfficeOrOperator },
      { href: '/kravkatalog', label: 'Krav', icon: 'book-open', for: isOfficeOrOperator },
      { href: '/ramverk', label: 'Ramverk', icon: 'scale', for: follows },
      {
        href: '/register',
        label: 'Register',
        icon: 'folder',
        for: (actor) => follows(actor) || agrees(actor) || isMember(actor),
      },
    ],
  },
  {
    title: 'Nämnden',
    rows: [
      { href: '/arenden', label: 'Ärenden', icon: 'inbox', for: isOffice },
      { href: '/sammantraden', label: 'Sammanträden', icon: 'gavel', for: isOfficeOrMember },
      { href: '/delegationsbeslut', label: 'Delegationsbeslut', icon: 'stamp', for: administers },
      {
        href: '/utlamnanden',
        label: 'Utlämnanden',
        icon: 'mail-open',
        for: holds('registrar', 'boardSecretary', 'director'),
      },
      {
        href: '/gallring',
        label: 'Gallring',
        icon: 'trash-2',
        for: holds('registrar', 'boardSecretary', 'director'),
      },
    ],
  },
  {
    title: 'Systemet',
    rows: [
      {
        href: '/importera',
        label: 'Importera',
        icon: 'file-up',
        for: holds('strategist', 'contractManager', 'admin'),
      },
      { href: '/overlamna', label: 'Överlämna arbete', icon: 'arrow-right-left', for: holds('strategist') },
      { href: '/konton', label: 'Konton', icon: 'users', for: holds('admin') },
      { href: '/installningar', label: 'Inställningar', icon: 'settings', for: holds('admin') },
      { href: '/installningar/mallar', label: 'Mallar', icon: 'palette', for: holds('strategist', 'admin') },
      { href: '/logg', label: 'Logg', icon: 'history', for: holds('auditor') },
    ],
  },
]

export function placesFor(actor: Actor, routeId: string): PlaceGroups {
  const shown = groups.map(({ title, rows }) => ({ title, places: rows.filter((row) => row.for(actor)) }))
  const current = nearest(
    shown.flatMap(({ places }) => places.map(({ href }) => href)),
    routeId,
  )
  return shown
    .filter(({ places }) => places.length > 0)
    .map(({ title, places }) => ({
      title,
      places: places.map(({ href, label, icon }) => ({ href, label, icon, current: href === current })),
    }))
}

/** The place that the page lies deepest in: under Mallar rather than under Inställningar. */
function nearest(hrefs: readonly string[], routeId: string): string | undefined {
  return hrefs.filter((href) => isWithin(routeId, href)).sort((a, b) => b.length - a.length)[0]
}

function isWithin(routeId: string, href: string): boolean {
  return href === '/' ? routeId === '/' : routeId === href || routeId.startsWith(`${href}/`)
}
