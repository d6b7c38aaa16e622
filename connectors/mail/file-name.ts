import { cleanText } from './clean-text.ts'

const maxLength = 120
// Zero-width, direction (RTLO turns exe.gpj into jpg.exe) and other signs that are not seen.
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
const forbidden = /["*:<>?|]/gu
const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu

const extensions: { readonly [contentType: string]: string } = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'application/ms-tnef': '.dat',
  'application/msword': '.doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'message/rfc822': '.eml',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/csv': '.csv',
  'text/calendar': '.ics',
}

/** Shortened to 120 characters with the extension kept, never in the middle of a character. */
function shortened(name: string): string {
  const signs = [...name]
  if (signs.length <= maxLength) return name
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return (
    signs
      .slice(0, maxLength - [...extension].length)
      .join('')
      .trimEnd() + extension
  )
}

/**
 * A name that is safe to show and to save under, from what a stranger sent. One is made up where
 * there is none: `вложение-2.pdf`.
 * @param position counted from 1
 */
export function safeFileName(given: string | undefined, contentType: string, position: number): string {
  const last =
    cleanText(given ?? '')
      .normalize('NFC')
      .replaceAll(unseen, '')
      .split(/[/\\]/u)
      .at(-1) ?? ''
  const clean = last
    .replaceAll(forbidden, '_')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[.\s]+/u, '')
    .replace(/[.\s]+$/u, '')
  if (clean === '') return `вложение-${String(position)}${extensions[contentType.toLowerCase()] ?? ''}`
  return shortened(reservedOnWindows.test(clean) ? `_${clean}` : clean)
}
