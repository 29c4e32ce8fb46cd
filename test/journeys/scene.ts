import type { Page } from 'playwright-core'
import { expectAccessible, type Site } from './site.ts'
import { windowOf, type ApiRow } from './steps.ts'

/** What the tests of one long journey hand on to each other: the windows of its people, and where they are. */
export type Scene = {
  site: Site
  reviewer: Page
  mas: Page
  manager: Page
  /** The address of the follow-up. */
  home: string
  rows: readonly ApiRow[]
}

/** Two requirements that turn out not to be met. */
export const findings = {
  selfCheck: 'Egenkontroll med plan och resultat',
  insight: 'Uppgifter till kommunen och insyn',
}

export function placesOf(scene: Scene) {
  return {
    at: (part: string) => `${scene.home}/${part}`,
    /** Counted from the end when negative. */
    row: (number: number) => scene.rows.at(number)?.rowId ?? '',
    followUpId: () => scene.home.split('/').at(-1) ?? '',
  }
}

/** The manager works without script; the page is looked through in a colleague's window that has it. */
export async function expectReadable({ site }: Scene, page: Page): Promise<void> {
  const reader = await windowOf(site, 'verksamhetschef1', { width: 360 })
  await reader.goto(page.url())
  await expectAccessible(reader)
  await reader.context().close()
}
