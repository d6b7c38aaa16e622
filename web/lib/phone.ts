import { createSignal } from 'solid-js'

const query = window.matchMedia('(max-width: 720px)')
const [phone, setPhone] = createSignal(query.matches)
query.addEventListener('change', (event) => setPhone(event.matches))

/** True while the window is as narrow as a phone. */
export const isPhone = phone
