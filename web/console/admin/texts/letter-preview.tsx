import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { RenderedLetter } from '../../../../domain/letters/render-letter.ts'
import { t } from '../words/words.ts'
import { ToggleChip } from '../../../ui/chip.tsx'

/** The page forbids styles in markup, and its frames obey it: they wait under another name. What a letter quotes is escaped, so it has no quotes. */
const unstyled = (html: string): string => html.replace(/<style>[^<]*<\/style>/u, '').replaceAll(' style="', ' data-style="')

/** Gives the letter's elements their styles. The frame runs no script. */
function paint(frame: HTMLIFrameElement): void {
  const inside = frame.contentDocument
  if (inside === null) return
  for (const element of inside.querySelectorAll<HTMLElement>('[data-style]')) element.style.cssText = element.dataset['style'] ?? ''
  frame.style.height = `${String(inside.documentElement.scrollHeight)}px`
}

/** A letter as it arrives: as mail programs show it, or its text alone. */
export function LetterPreview(props: { readonly letter: RenderedLetter; readonly from: string }): JSX.Element {
  const [plain, setPlain] = createSignal(false)
  return (
    <div class="text-letter card">
      <header>
        <div class="text-letter-head">
          <span class="tiny">{props.from}</span>
          <b>{props.letter.subject}</b>
        </div>
        <ToggleChip label={t('texts.plain')} pressed={plain()} onToggle={() => setPlain((held) => !held)} />
      </header>
      <Show
        when={plain()}
        fallback={
          <iframe
            title={t('texts.preview')}
            sandbox="allow-same-origin"
            srcdoc={unstyled(props.letter.html)}
            onLoad={(event) => paint(event.currentTarget)}
          />
        }
      >
        <pre>{props.letter.text}</pre>
      </Show>
    </div>
  )
}
