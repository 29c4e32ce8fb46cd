import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { chooseMail, retryMail, sendTestMail } from './commands.ts'
import * as shapes from './contract.ts'
import { examples } from './examples.ts'
import { listDeliveries } from './queries.ts'

const tag = 'Mail'
const made = z.object({ id: z.uuid() })

export const mailApi: readonly Operation[] = [
  reading({
    path: '/mail-deliveries',
    tag,
    verb: 'settings.change',
    summary: 'Lista utskick / List mail deliveries',
    description: 'Every mail the system has sent or tried to send, with the answer of the server.',
    query: shapes.DeliveryFilter,
    answer: listOf('deliveries', shapes.DeliveryView),
    run: async (tx, filter) => ({
      ...(await listDeliveries(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  changing({
    path: '/mail-deliveries/{deliveryId}/retry',
    method: 'post',
    tag,
    summary: 'Skicka igen / Send again',
    description: 'Lays a mail that failed in the queue again.',
    params: z.object({ deliveryId: z.uuid() }),
    answer: made,
    command: retryMail,
  }),
  changing({
    path: '/mail-deliveries/test',
    method: 'post',
    tag,
    summary: 'Skicka ett provmejl / Send a test mail',
    description: 'Lays a mail to the caller in the queue.',
    answer: made,
    command: sendTestMail,
    created: true,
  }),
  changing({
    path: '/me/mail',
    method: 'put',
    tag,
    summary: 'Välj mejl om besked / Choose mail',
    description: 'Whether the caller wants a mail about notices that are not opened.',
    body: shapes.ChooseMail,
    example: examples.chooseMail,
    answer: shapes.ChooseMail,
    command: chooseMail,
  }),
]
