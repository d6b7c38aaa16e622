/** Ctrl+Enter in any field of a form sends it, as the button says. A field that has used the key itself prevents the default. */
export function submitByKey(event: KeyboardEvent & { readonly currentTarget: HTMLFormElement }): void {
  if (event.defaultPrevented || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
