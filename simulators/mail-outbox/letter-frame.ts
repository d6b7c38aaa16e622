/** What a letter's HTML may do in its frame: show itself and its pictures, open links elsewhere. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** A letter's HTML as a page of its own for the sandboxed frame, with the policy to serve it under. Links open a new tab. */
export function letterFrame(letterHtml: string): { readonly html: string; readonly policy: string } {
  const withTargets = letterHtml.replaceAll(/<a\s(?![^>]*\btarget\s*=)/giu, '<a target="_blank" rel="noopener noreferrer" ')
  return { html: withTargets, policy }
}
