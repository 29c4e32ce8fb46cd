import type { Actions, PageServerLoad } from './$types'
import { listDeliveries, mailConfig, retryMail, sendTestMail } from '#modules/mail/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { mailTexts as t } from '#texts/sv/mail.ts'
import { deliveryFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = deliveryFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listDeliveries(tx, filter)),
    filter,
    mail: shownConfig(),
  }))
}

/** What the administrator may see of the settings: never who signs in, nor with which password. */
function shownConfig() {
  const config = mailConfig(process.env)
  if (config.state !== 'ready') return config
  const { url, from, home, needsTls } = config
  return { state: config.state, server: url.host, from, home: home.origin, needsTls }
}

export const actions: Actions = {
  prova: (event) =>
    submit(event, sendTestMail, {
      input: () => ({}),
      then: () => '/installningar/e-post',
      done: t.tested,
    }),
  igen: (event) =>
    submit(event, retryMail, {
      input: (form) => ({ deliveryId: form.text('deliveryId') }),
      then: () => '/installningar/e-post',
      done: t.retried,
    }),
}
