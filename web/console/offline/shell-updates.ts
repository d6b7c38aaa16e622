import { t } from '../../lib/i18n.ts'
import { showToast } from '../../ui/toast.tsx'

const lookEveryMs = 30 * 60_000
let started = false

/** Says once that another version waits. It replaces this one only when asked to, and on every tab at once. */
function tellOf(waiting: ServiceWorker): void {
  showToast(t('unsent.newVersion'), 'plain', { label: t('unsent.update'), run: () => waiting.postMessage('take over') })
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator
  const registration = await serviceWorker.register('/sw.js')
  if (registration.waiting !== null) tellOf(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      // The first one has nothing to replace.
      if (installing.state === 'installed' && serviceWorker.controller !== null) tellOf(installing)
    })
  })
  let isTaken = serviceWorker.controller === null
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isTaken) location.reload()
    isTaken = false
  })
  setInterval(() => void registration.update().catch(() => undefined), lookEveryMs)
}

/** Lets the browser keep the program itself, so that it opens without a network. */
export function startShell(): void {
  if (started || !('serviceWorker' in navigator)) return
  started = true
  void register().catch(() => undefined)
}
