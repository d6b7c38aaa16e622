import { eq } from 'drizzle-orm'
import { letterTemplates } from '../../domain/letters/letter-templates.ts'
import { loopHeader } from '../../domain/letters/letter-marks.ts'
import { sampleVars } from '../../domain/letters/letter-variables.ts'
import { renderLetter } from '../../domain/letters/render-letter.ts'
import type { LetterText } from '../../domain/letters/template.ts'
import { varsOf } from '../../domain/messages/message-texts.ts'
import { isSmsName } from '../../domain/messages/sms-names.ts'
import { renderSms } from '../../domain/messages/sms-text.ts'
import { parsePhone } from '../../domain/text/phone.ts'
import { MailUnavailable } from '../../connectors/mail/port.ts'
import type { MailPort } from '../../connectors/mail/port.ts'
import { SmsUnavailable } from '../../connectors/sms/port.ts'
import type { SmsPort } from '../../connectors/sms/port.ts'
import { TelegramUnavailable } from '../../connectors/telegram/port.ts'
import type { TelegramPort } from '../../connectors/telegram/port.ts'
import type { Tx } from '../../db/client.ts'
import { organizations } from '../../db/schema/organization.ts'
import { users } from '../../db/schema/person.ts'
import type { Ctx } from '../context.ts'
import { letterIdOf } from '../messages/letter-id.ts'
import { smsIdOf } from '../messages/sms-id.ts'
import { notFound, Problem, wrongField } from '../problem.ts'
import { chatsOf } from '../telegram/chats.ts'
import type { RateLimits } from '../system/rate-limits.ts'
import { checkText, settingOf } from './message-texts.ts'
import type { TextOf } from './message-texts.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

/** The ways out of the house that a trial takes. */
export interface Outgoing {
  readonly mail: MailPort
  /** Undefined where the installation has no account with a provider. */
  readonly sms: SmsPort | undefined
  /** Undefined where the installation has no bot. */
  readonly telegram: TelegramPort | undefined
}

type Input = TextOf & LetterText & { readonly phone?: string | undefined; readonly inChat?: boolean | undefined }

const notSent = (why: string): Problem =>
  new Problem('Unavailable', { ru: `Не отправлено: ${why}. Попробуйте позже.`, en: `Not sent: ${why}. Try again later.` })

function phoneOf({ phone = '' }: Input): string {
  const parsed = parsePhone(phone)
  if (!parsed.ok) throw wrongField('phone', parsed.problem)
  return parsed.e164
}

/** The chat of the phone, else of the administrator's own address. @throws Problem BadInput when there is none */
async function chatOf(tx: Tx, tenantId: string, addresses: readonly string[]): Promise<{ readonly chatId: number; readonly to: string }> {
  const chats = await chatsOf(tx, tenantId, addresses)
  for (const to of addresses) {
    const chatId = chats.get(to)
    if (chatId !== undefined) return { chatId, to }
  }
  throw wrongField('phone', {
    ru: 'Ни у этого телефона, ни у вашей почты нет чата с ботом. Откройте бота с личной страницы обращения или визита на этот телефон.',
    en: 'Neither this phone nor your own address has a chat with the bot. Open the bot from the private page of a ticket or visit to this phone.',
  })
}

/** @throws Problem BadInput for a way out that the installation does not have */
function checkSetUp({ sms, telegram }: Outgoing, inChat: boolean): void {
  if (inChat && !telegram)
    throw wrongField('phone', {
      ru: 'Telegram не настроен: задайте TELEGRAM_BOT_TOKEN',
      en: 'Telegram is not set up: set TELEGRAM_BOT_TOKEN',
    })
  if (!inChat && !sms)
    throw wrongField('phone', { ru: 'SMS не настроены: задайте SMSC_PASSWORD', en: 'SMS are not set up: set SMSC_PASSWORD' })
}

/** @throws Problem Unavailable for a server or a provider that is away */
async function unlessAway<T>(sending: () => Promise<T>): Promise<T> {
  try {
    return await sending()
  } catch (error) {
    if (error instanceof MailUnavailable) throw notSent(`${error.message}: ${error.said}`)
    if (error instanceof SmsUnavailable || error instanceof TelegramUnavailable) throw notSent(error.message)
    throw error
  }
}

async function sendInChat(telegram: TelegramPort, chatId: number, text: string): Promise<void> {
  const outcome = await telegram.send({ chatId, text })
  if (outcome.kind === 'gone' || outcome.kind === 'rejected') throw notSent(outcome.reason)
  if (outcome.kind === 'later') throw notSent('Telegram: too many messages at once')
}

/**
 * Sends a text with example values to the administrator who asks, before it is kept: a letter to their own address, an SMS to the
 * phone they name, or what the SMS says into a chat with the bot. At most 20 an hour.
 * @throws Problem Forbidden, BadInput, TooMany; Unavailable when the server or the provider does not take it
 */
export async function sendTrial({
  ctx,
  publicUrl,
  outgoing,
  limits,
  input,
}: {
  readonly ctx: Ctx
  readonly publicUrl: string
  readonly outgoing: Outgoing
  readonly limits: RateLimits
  readonly input: Input
}): Promise<{ readonly to: string }> {
  const actor = requireRole(ctx, administrators)
  const { name, lang } = input
  const bySms = isSmsName(name)
  const inChat = bySms && input.inChat === true
  const phone = bySms ? phoneOf(input) : undefined
  if (bySms) checkSetUp(outgoing, inChat)
  await limits.trial.take(actor.id)
  const { organization, setting, to, chatId } = await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const own = await settingOf(tx, { ctx, publicUrl })
    checkText({ ctx, publicUrl }, input, input, own)
    const [found] = await tx.select().from(organizations).where(eq(organizations.id, ctx.tenantId))
    const [me] = await tx.select({ email: users.email }).from(users).where(eq(users.id, actor.id))
    if (!found || !me) throw notFound()
    const chat = inChat ? await chatOf(tx, ctx.tenantId, [...(phone === undefined ? [] : [phone]), me.email]) : undefined
    const receiver = chat?.to ?? phone ?? me.email
    writeAudit(tx, ctx, { action: 'text.try', entity: 'text', entityId: `${name}/${lang}`, before: null, after: { to: receiver } })
    return { organization: found, setting: { ...own, lang, now: ctx.now.getTime() }, to: receiver, chatId: chat?.chatId }
  })
  const key = `trial:${ctx.requestId}`
  const vars = sampleVars(varsOf(name), setting)
  return unlessAway(async () => {
    if (bySms) {
      const { text } = renderSms(name, lang, vars, setting.now, input.body)
      if (chatId !== undefined && outgoing.telegram) {
        await sendInChat(outgoing.telegram, chatId, text)
        return { to: `Telegram (${to})` }
      }
      const outcome = await outgoing.sms?.send({ to, text, clientId: smsIdOf(ctx.tenantId, key) })
      if (outcome?.kind === 'rejected') throw notSent(outcome.reason)
    } else {
      const outcome = await outgoing.mail.send({
        from: { name: organization.name, address: organization.supportAddress },
        to: { name: actor.name, address: to },
        ...renderLetter(letterTemplates[name], lang, vars, input),
        messageId: letterIdOf(ctx.tenantId, key, organization.supportAddress),
        headers: { [loopHeader]: organization.slug, 'Auto-Submitted': 'auto-generated' },
      })
      if (outcome.kind === 'rejected') throw notSent(outcome.reason)
    }
    return { to }
  })
}
