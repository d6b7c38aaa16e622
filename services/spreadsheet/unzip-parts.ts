import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { Problem } from '../problem.ts'

const mostUnpackedBytes = 40 * 1024 * 1024
const mostEntries = 1_000
const wanted = /^xl\/(?:(?:workbook|styles|sharedStrings)\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/i

const tooLarge = (): Problem =>
  new Problem('TooLarge', {
    ru: 'Распакованный файл слишком велик. Скопируйте сами данные в новую книгу и загрузите её.',
    en: 'The file is too large once unpacked. Copy the data alone to a new workbook and upload that.',
  })

/**
 * What a workbook's cells are read from, by path, unpacked; undefined for what is no archive. The sizes an archive tells are added up
 * before anything is unpacked, and an entry that is longer than it says ends the reading.
 * @throws Problem TooLarge
 */
export async function unzipParts(content: Buffer): Promise<ReadonlyMap<string, Buffer> | undefined> {
  const parts = new Map<string, Buffer>()
  let unpackedBytes = 0
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true })
    if (zip.entryCount > mostEntries) throw tooLarge()
    for await (const entry of zip.eachEntry()) {
      if (!wanted.test(entry.fileName)) continue
      unpackedBytes += entry.uncompressedSize
      if (unpackedBytes > mostUnpackedBytes) throw tooLarge()
      parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    return undefined
  }
  return parts
}
