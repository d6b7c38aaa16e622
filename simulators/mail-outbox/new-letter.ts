import { createTransport } from 'nodemailer'
import type { ReplyFile } from './reply.ts'

export interface NewLetter {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly files: readonly ReplyFile[]
}

/**
 * Sends a first letter to an organization as somebody outside would from a mail program.
 * @param listener the SMTP listener the letter goes to
 * @throws nodemailer's error when the listener is not there or refuses
 */
export async function sendNewLetter(listener: { readonly host: string; readonly port: number }, letter: NewLetter): Promise<void> {
  const transport = createTransport({ ...listener, ignoreTLS: true, connectionTimeout: 5000, greetingTimeout: 5000 })
  try {
    await transport.sendMail({ ...letter, attachments: letter.files.map((file) => ({ ...file })) })
  } finally {
    transport.close()
  }
}
