import type { JSX } from 'solid-js'
import { Match, Show, Switch } from 'solid-js'
import { useNavigate, useParams } from '@solidjs/router'
import { addsContacts, keepsDirectory, readsDirectory } from '../../../domain/directory-rights.ts'
import { contactOrganizationForm, productForm } from '../../../domain/directory.ts'
import { formatMoment } from '../../lib/format.ts'
import { formatPhone } from '../../../domain/text/phone.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { ForbiddenPage } from '../forbidden-page.tsx'
import NotFoundPage from '../not-found-page.tsx'
import { useMe } from '../session/session.tsx'
import { ContactWindow } from './contact-window.tsx'
import { DirectoryList } from './directory-list.tsx'
import { readContacts, readOrganizations, readProducts, saveOrganization, saveProduct } from './directory-source.ts'
import { t } from './directory-words.ts'
import { DuplicatesPart } from './duplicates-part.tsx'
import { EntryForm } from './entry-form.tsx'
import { ImportWindow } from './import-window.tsx'
import './directory.css'

const parts = ['contacts', 'organizations', 'products', 'duplicates'] as const
const refusalOf = (why: string | null | undefined): string | null => (why ? t('directory.refuses') : null)
const phoneOf = (phone: string | null): string | null => phone && formatPhone(phone)

/** Whom representatives visit, where these work and what is shown to them. */
export default function DirectoryPage(): JSX.Element {
  const me = useMe()
  const params = useParams()
  const navigate = useNavigate()
  const roles = () => me().user.roles
  const shown = () => parts.filter((one) => one !== 'duplicates' || keepsDirectory(roles()))
  const part = () => shown().find((one) => one === (params['part'] ?? 'contacts'))
  return (
    <Show
      when={readsDirectory(roles())}
      fallback={<ForbiddenPage title={t('directory.forbidden')}>{t('admin.forbiddenText')}</ForbiddenPage>}
    >
      <Show when={part()} fallback={<NotFoundPage />}>
        {(open) => (
          <div class="page directory">
            <header class="page-head">
              <h1>{t('directory.title')}</h1>
              <Tabs
                label={t('directory.parts')}
                current={open()}
                onChoose={(id) => navigate(id === 'contacts' ? '/contacts' : `/contacts/${id}`)}
                tabs={shown().map((id) => ({ id, label: t(`directory.${id}`) }))}
              />
            </header>
            <Switch>
              <Match when={open() === 'contacts'}>
                <DirectoryList
                  label={t('directory.contacts')}
                  add={t('directory.addContact')}
                  mayAdd={addsContacts(roles())}
                  empty={t('directory.noContacts')}
                  searched
                  fill={
                    keepsDirectory(roles())
                      ? { label: t('directory.import'), window: (told) => <ImportWindow onClose={told.onClose} onSaved={told.onSaved} /> }
                      : undefined
                  }
                  read={readContacts}
                  about={(row) => [
                    [row.position, row.organization?.name].filter(Boolean).join(', '),
                    phoneOf(row.phone) ?? row.email,
                    refusalOf(row.organization?.refusal),
                  ]}
                  form={(told) => (
                    <ContactWindow
                      contact={told.row}
                      readOnly={told.row !== undefined && !keepsDirectory(roles())}
                      onClose={told.onClose}
                      onSaved={told.onSaved}
                      onOpen={told.onOpen}
                    />
                  )}
                />
              </Match>
              <Match when={open() === 'organizations'}>
                <DirectoryList
                  label={t('directory.organizations')}
                  add={t('directory.addOrganization')}
                  mayAdd={keepsDirectory(roles())}
                  empty={t('directory.noOrganizations')}
                  searched
                  read={readOrganizations}
                  about={(row) => [row.address, phoneOf(row.phone), refusalOf(row.refusal)]}
                  form={({ row, onClose, onSaved }) => (
                    <EntryForm
                      title={row?.name ?? t('directory.addOrganization')}
                      place={`organization.${row?.id ?? 'new'}`}
                      form={contactOrganizationForm}
                      values={{ ...row }}
                      readOnly={!keepsDirectory(roles())}
                      save={(form) => saveOrganization({ id: row?.id, form })}
                      onClose={onClose}
                      onSaved={onSaved}
                    >
                      <Show when={row?.refusedAt}>
                        {(at) => <p class="warn-text">{t('directory.refusedSince', { when: formatMoment(at()) })}</p>}
                      </Show>
                    </EntryForm>
                  )}
                />
              </Match>
              <Match when={open() === 'duplicates'}>
                <DuplicatesPart />
              </Match>
              <Match when={open() === 'products'}>
                <DirectoryList
                  label={t('directory.products')}
                  add={t('directory.addProduct')}
                  mayAdd={keepsDirectory(roles())}
                  empty={t('directory.noProducts')}
                  searched={false}
                  read={async () => ({ ...(await readProducts(true)), nextCursor: null })}
                  about={(row) => [row.retired ? t('directory.retired') : null]}
                  form={({ row, onClose, onSaved }) => (
                    <EntryForm
                      title={row?.name ?? t('directory.addProduct')}
                      place={`product.${row?.id ?? 'new'}`}
                      form={productForm}
                      values={{ ...row }}
                      readOnly={!keepsDirectory(roles())}
                      save={(form) => saveProduct({ id: row?.id, form })}
                      onClose={onClose}
                      onSaved={onSaved}
                    />
                  )}
                />
              </Match>
            </Switch>
          </div>
        )}
      </Show>
    </Show>
  )
}
