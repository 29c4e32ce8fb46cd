import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { scenes } from '#server/content/demo-scenes.ts'
import { demoDay, loadDemo } from '#server/content/load-demo.ts'

/** The demo municipality with all its scenes, as it stands on the day. */
export async function fillDemo(adminUrl: string, day: IsoDate = todayIn(new Date())): Promise<void> {
  await loadDemo(adminUrl, day)
  for (const lay of scenes) await lay(adminUrl, demoDay(day))
  await stopPdfWorker()
}
