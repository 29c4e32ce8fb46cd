import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { mailTexts as t } from '#texts/sv/mail.ts'
import { ChooseMail, RetryMail, TestMail } from './contract.ts'
import { lockDelivery } from './queries.ts'

/** Everybody decides for themselves whether notices also come by mail. */
export const chooseMail = command({
  verb: 'notice.open',
  input: ChooseMail,
  target: async () => null,
  async run({ db, actor, now }, _target, { wanted }) {
    const row = { municipalityId: actor.municipalityId, accountId: actor.accountId, wanted, chosenAt: now }
    await db
      .insertInto('mailChoice')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'accountId']).doUpdateSet({ wanted, chosenAt: now }),
      )
      .execute()
    return { wanted }
  },
  detail: ({ wanted }) => ({ mail: wanted }),
})

/** Lays a mail to oneself in the queue: it goes the same way as every other. */
export const sendTestMail = command({
  verb: 'settings.change',
  input: TestMail,
  target: async () => null,
  async run({ db, actor, now }) {
    const account = await db
      .selectFrom('account')
      .select('email')
      .where('id', '=', actor.accountId)
      .executeTakeFirstOrThrow()
    const id = uuidv7(now.getTime())
    await db
      .insertInto('mailDelivery')
      .values({
        municipalityId: actor.municipalityId,
        id,
        accountId: actor.accountId,
        address: account.email,
        subject: t.testSubject,
        href: '/installningar/e-post',
        state: 'queued',
        queuedAt: now,
        nextAt: now,
      })
      .execute()
    return { id }
  },
})

/** One that failed is tried again from the start; the administrator answers for it that it may come twice. */
export const retryMail = command({
  verb: 'settings.change',
  input: RetryMail,
  target: ({ db }, { deliveryId }) => lockDelivery(db, deliveryId),
  async run({ db, now }, delivery) {
    if (delivery.state !== 'failed') throw new Problem('wrongState', { detail: delivery.state })
    await db
      .updateTable('mailDelivery')
      .set({ state: 'queued', attempts: 0, answer: '', answerCode: null, nextAt: now, endedAt: null })
      .where('id', '=', delivery.id)
      .execute()
    return { id: delivery.id }
  },
})
