import type { MimePart } from './mime-part.ts'

const picture = /data:(image\/(?:png|jpeg|gif|webp|bmp));base64,([A-Za-z0-9+/=%\s]+)/giu
const otherData = /data:[\w.+-]{0,60}\/[\w.+-]{0,60}[^"'\s<>)]{500,}/giu
const maxPictures = 50

/**
 * Takes pictures out of HTML that holds them itself (`data:` URLs, as some programs paste them) and
 * makes them parts of the letter like any other, so that the HTML is small again and nothing is lost.
 */
export function withoutPastedPictures(html: string): { readonly html: string; readonly pictures: readonly MimePart[] } {
  const pictures: MimePart[] = []
  const light = html.replaceAll(picture, (whole, contentType: string, base64: string) => {
    if (pictures.length >= maxPictures) return whole
    const content = Buffer.from(base64.replaceAll(/%[0-9a-f]{2}/giu, ''), 'base64')
    if (content.length === 0) return whole
    const contentId = `pasted-${String(pictures.length + 1)}@letter`
    pictures.push({ filename: undefined, contentType: contentType.toLowerCase(), disposition: 'inline', contentId, related: true, content })
    return `cid:${contentId}`
  })
  return { html: light.replaceAll(otherData, ''), pictures }
}
