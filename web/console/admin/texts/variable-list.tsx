import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import type { MessageName } from '../../../../domain/messages/message-names.ts'
import { varsOf } from '../../../../domain/messages/message-texts.ts'
import { isSmsName } from '../../../../domain/messages/sms-names.ts'
import { meaningOf, offeredNames } from '../../../../domain/letters/letter-variables.ts'
import { declared } from '../../../../domain/letters/variables.ts'
import { say } from '../../../lib/i18n.ts'
import { t } from '../words/words.ts'

/** What is put into the text for a variable: ready to be sent, whatever is missing. */
function written(name: MessageName, variable: string): string {
  const is = declared(varsOf(name), variable)
  if (is?.type === 'url' && !isSmsName(name)) return `\n\n[${t('texts.open')}]({${variable}})\n\n`
  const bare = is?.type === 'lines' ? `\n\n> {${variable}}\n\n` : `{${variable}}`
  return is?.optional === true ? `{if ${variable}}${bare}{end}` : bare
}

/** The variables of a text with what they mean; a click puts one where the person writes. */
export function VariableList(props: { readonly name: MessageName; readonly onInsert: (text: string) => void }): JSX.Element {
  return (
    <details class="text-variables">
      <summary>{t('texts.variables')}</summary>
      <p class="tiny">{t(isSmsName(props.name) ? 'texts.smsRules' : 'texts.rules')}</p>
      <ul>
        <For each={offeredNames(varsOf(props.name))}>
          {(variable) => (
            <li>
              <button type="button" class="chip toggle" onClick={() => props.onInsert(written(props.name, variable))}>
                {`{${variable}}`}
              </button>
              <span class="tiny">
                {say(meaningOf(variable))}
                {declared(varsOf(props.name), variable)?.optional === true ? ` · ${t('texts.mayBeEmpty')}` : ''}
              </span>
            </li>
          )}
        </For>
      </ul>
    </details>
  )
}
