import Mail from 'nodemailer/lib/mailer'
import { SMTPServer } from 'smtp-server'
import { dieIfOrdered, onTheWire } from './die.ts'

const idIn = (letter: unknown): string =>
  typeof letter === 'object' && letter !== null && 'messageId' in letter && typeof letter.messageId === 'string' ? letter.messageId : ''

async function sent(answer: unknown): Promise<unknown> {
  const result = await answer
  dieIfOrdered('send after letter')
  return result
}

/** Puts points around the sending of letters, and remembers which are on their way. */
export function armSending(): void {
  Mail.prototype.sendMail = new Proxy(Mail.prototype.sendMail, {
    apply(target, mailer: object, args: unknown[]) {
      dieIfOrdered('send before letter')
      onTheWire(idIn(args[0]))
      return sent(Reflect.apply(target, mailer, args))
    },
  })
}

/** Puts points before and after the answer that takes a letter. */
export function armListener(): void {
  SMTPServer.prototype.listen = new Proxy(SMTPServer.prototype.listen, {
    apply(target, server: SMTPServer, args: unknown[]) {
      const take = server.onData.bind(server)
      server.onData = (stream, session, answer) =>
        take(stream, session, (refusal, said) => {
          const taken = refusal === null || refusal === undefined
          if (taken) dieIfOrdered('letter before 250')
          answer(refusal, said)
          if (taken) dieIfOrdered('letter after 250')
        })
      return Reflect.apply(target, server, args)
    },
  })
}
