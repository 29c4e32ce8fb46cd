import type { IconName } from './icons.ts'

/** One place in the menu: where it leads, and whether the page shown lies there. */
export type Place = {
  href: string
  label: string
  icon: IconName
  count?: number | undefined
  current?: boolean | undefined
}

/** Under headings; the first group needs none. */
export type PlaceGroups = readonly { title: string; places: readonly Place[] }[]
