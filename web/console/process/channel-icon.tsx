import Mail from 'lucide-solid/icons/mail'
import MessageCircle from 'lucide-solid/icons/message-circle'
import Smartphone from 'lucide-solid/icons/smartphone'
import type { JSX } from 'solid-js'
import { t } from './words/words.ts'

const pictures = { mail: Mail, sms: Smartphone, telegram: MessageCircle } as const

/** By which way it went. */
export function ChannelIcon(props: { readonly channel: keyof typeof pictures }): JSX.Element {
  return (
    <span class="channel-icon" title={t(`delivery.channel.${props.channel}`)}>
      {pictures[props.channel]({ size: 13, 'aria-hidden': 'true' })}
      <span class="hidden-text">{t(`delivery.channel.${props.channel}`)}</span>
    </span>
  )
}
