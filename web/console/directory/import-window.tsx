import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { uploadFile } from '../form/upload.ts'
import type { ImportPreview } from './directory-source.ts'
import { importContacts, previewImport } from './directory-source.ts'
import { t } from './directory-words.ts'
import { ImportPreviewPart } from './import-preview.tsx'
import './import-window.css'

interface Opened {
  readonly fileId: string
  readonly preview: ImportPreview
}

/** Contacts from a table: chosen, looked at with everything that is wrong, then taken all at once. */
export function ImportWindow(props: { readonly onClose: () => void; readonly onSaved: () => void }): JSX.Element {
  const [opened, setOpened] = createSignal<Opened>()
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  let input: HTMLInputElement | undefined

  const during = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    try {
      await work()
    } catch (error) {
      setFailure(failureOf(error).message)
    } finally {
      setBusy(false)
    }
  }
  const look = async (fileId: string, mapping?: ImportPreview['mapping']): Promise<void> => {
    setOpened({ fileId, preview: await previewImport({ fileId, ...(mapping === undefined ? {} : { mapping }) }) })
  }
  const choose = (file: File | undefined): Promise<void> =>
    during(async () => {
      if (!file) return
      setOpened(undefined)
      await look((await uploadFile(file)).id)
    })
  const take = ({ fileId, preview }: Opened): Promise<void> =>
    during(async () => {
      const { done, counts } = await importContacts({ fileId, mapping: preview.mapping })
      showToast(done ? t('import.done', { new: counts.new, changed: counts.changed }) : t('import.again'), 'ok')
      props.onSaved()
    })
  const taken = ({ preview }: Opened): number =>
    preview.problemCount > 0 || preview.importedAt !== null ? 0 : preview.counts.new + preview.counts.changed

  return (
    <Dialog title={t('import.title')} onClose={props.onClose}>
      <div class="stack import">
        <p class="tiny">
          {t('import.text')}{' '}
          <a href="/contacts-example.csv" download="contacts-example.csv" rel="external">
            {t('import.example')}
          </a>
        </p>
        <div class="row">
          <Button kind={opened() ? 'plain' : 'main'} busy={busy()} onClick={() => input?.click()}>
            {opened() ? t('import.another') : t('import.choose')}
          </Button>
          <Show when={busy()} fallback={<b class="import-file">{opened()?.preview.fileName}</b>}>
            <span class="tiny" role="status">
              {t('import.reading')}
            </span>
          </Show>
          <input
            ref={input}
            type="file"
            class="hidden-text"
            tabIndex={-1}
            aria-label={t('import.choose')}
            accept=".csv,.txt,.xlsx,text/csv"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              void choose(file)
              event.currentTarget.value = ''
            }}
          />
        </div>
        <Show when={failure()}>
          <p class="field-error" role="alert">
            {failure()}
          </p>
        </Show>
        <Show when={opened()}>
          {(now) => (
            <>
              <ImportPreviewPart preview={now().preview} onMapping={(mapping) => void during(() => look(now().fileId, mapping))} />
              <div class="row">
                <Show when={taken(now()) > 0}>
                  <Button kind="main" busy={busy()} onClick={() => void take(now())}>
                    {t('import.take', { count: taken(now()) })}
                  </Button>
                </Show>
                <Button kind="ghost" onClick={() => props.onClose()}>
                  {t('ui.close')}
                </Button>
              </div>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  )
}
