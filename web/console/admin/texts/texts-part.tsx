import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createMemo } from 'solid-js'
import { createStore } from 'solid-js/store'
import { useSearchParams } from '@solidjs/router'
import type { Lang } from '../../../../domain/label.ts'
import { langs } from '../../../../domain/label.ts'
import type { SampleSetting } from '../../../../domain/letters/letter-variables.ts'
import type { LetterText } from '../../../../domain/letters/template.ts'
import type { MessageName } from '../../../../domain/messages/message-names.ts'
import { isMessageName } from '../../../../domain/messages/message-names.ts'
import { t } from '../words/words.ts'
import { say } from '../../../lib/i18n.ts'
import { lang as ownLang } from '../../../lib/preferences.ts'
import { createQuery } from '../../../lib/query.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { messageWords } from '../../process/message-words.ts'
import { ScreenFailure } from '../../shell/screen-failure.tsx'
import { TextEditor } from './text-editor.tsx'
import { textGroups } from './text-groups.ts'
import type { OwnTexts } from './texts-source.ts'
import { readTexts } from './texts-source.ts'
import './texts.css'

const first: MessageName = 'ticket.ack'
const langTabs = [
  { id: 'ru', label: 'Русский' },
  { id: 'en', label: 'English' },
] as const satisfies readonly { readonly id: Lang; readonly label: string }[]

/** The texts of letters and SMS: which there are, and the chosen one to be written. What is not saved stays while the page is open. */
export default function TextsPart(): JSX.Element {
  const [params, setParams] = useSearchParams()
  const own = createQuery(() => true, readTexts, { keep: true })
  const [drafts, setDrafts] = createStore<{ [key: string]: LetterText | undefined }>({})
  const openedAt = Date.now()
  const name = createMemo((): MessageName => {
    const asked = params['text']
    return typeof asked === 'string' && isMessageName(asked) ? asked : first
  })
  const lang = createMemo((): Lang => langs.find((one) => one === params['lang']) ?? ownLang())
  const key = (of: MessageName, language: Lang): string => `${of}/${language}`
  const ownOf = (of: MessageName, language: Lang) => own.data()?.texts.find((text) => text.name === of && text.lang === language)
  const setting = (known: OwnTexts): SampleSetting => ({ ...known.setting, lang: lang(), now: openedAt })
  const isWritten = (of: MessageName): boolean => langs.some((one) => drafts[key(of, one)] !== undefined)
  return (
    <section class="texts" aria-label={t('admin.texts')}>
      <nav class="texts-list card" aria-label={t('texts.list')}>
        <For each={textGroups}>
          {(group) => (
            <>
              <h2>{t(group.title)}</h2>
              <ul>
                <For each={group.names}>
                  {(one) => (
                    <li>
                      <button
                        type="button"
                        aria-current={one === name() ? 'true' : undefined}
                        onClick={() => setParams({ text: one }, { scroll: false })}
                      >
                        <span>{say(messageWords[one])}</span>
                        <Show when={isWritten(one)}>
                          <Chip tone="warn">{t('texts.unsaved')}</Chip>
                        </Show>
                        <Show when={!isWritten(one) && langs.some((language) => ownOf(one, language) !== undefined)}>
                          <Chip tone="accent">{t('texts.own')}</Chip>
                        </Show>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </For>
      </nav>
      <label class="texts-choose field">
        <span>{t('texts.list')}</span>
        <select class="input" onChange={(event) => setParams({ text: event.currentTarget.value }, { scroll: false })}>
          <For each={textGroups}>
            {(group) => (
              <optgroup label={t(group.title)}>
                <For each={group.names}>
                  {(one) => (
                    <option value={one} selected={one === name()}>
                      {say(messageWords[one])}
                    </option>
                  )}
                </For>
              </optgroup>
            )}
          </For>
        </select>
      </label>
      <div class="stack">
        <div class="row texts-head">
          <h2>{say(messageWords[name()])}</h2>
          <span class="grow" />
          <Tabs label={t('texts.lang')} tabs={langTabs} current={lang()} onChoose={(id) => setParams({ lang: id }, { scroll: false })} />
        </div>
        <Switch>
          <Match when={own.data()}>
            {(known) => (
              <TextEditor
                name={name()}
                own={ownOf(name(), lang())}
                setting={setting(known())}
                partKopecks={known().partKopecks}
                hasChats={known().hasChats}
                draft={drafts[key(name(), lang())]}
                onDraft={(draft) => setDrafts(key(name(), lang()), draft)}
                onSaved={own.refetch}
              />
            )}
          </Match>
          <Match when={own.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void own.refetch()} />}</Match>
          <Match when={true}>
            <Skeleton tall lines={6} />
          </Match>
        </Switch>
      </div>
    </section>
  )
}
