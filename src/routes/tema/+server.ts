import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { postedForm } from '#platform/web/body.ts'
import { localPath } from '#platform/web/paths.ts'
import { setTheme } from '#platform/web/theme.ts'

export const POST: RequestHandler = async ({ request, cookies }) => {
  const data = await postedForm(request)
  const theme = data.get('tema')
  setTheme(cookies, theme === 'light' || theme === 'dark' ? theme : 'auto')
  redirect(303, localPath(data.get('tillbaka')))
}
