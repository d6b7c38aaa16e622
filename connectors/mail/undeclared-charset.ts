import { isUtf8 } from 'node:buffer'

const cyrillicCharsets = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'] as const
const decoders = new Map(cyrillicCharsets.map((charset) => [charset, new TextDecoder(charset)]))
const sampleBytes = 64 * 1024
// What a person wrote stands before the files; further on a heading is hardly one.
const rewrittenBytes = 4 * 1024 * 1024

/** The commonest letters of Russian, which make three quarters of any text. */
const common = new Set('оеаинтсрвлкмдпуяы')

/** How Russian a text looks: common small letters count for it, signs between letters and case flips against. */
function russianScore(text: string): number {
  let score = 0
  let before = ''
  for (const sign of text) {
    const small = sign >= 'а' && sign <= 'я'
    if (common.has(sign)) score += 2
    else if (small) score += 1
    else if (sign >= 'А' && sign <= 'Я') score += before >= 'а' && before <= 'я' ? -3 : 0.5
    else if (sign > '\u007f' && !'ёЁ№«»—–…“”„ '.includes(sign)) score -= 3
    before = sign
  }
  return score
}

function bestCyrillic(bytes: Buffer): string {
  const sample = bytes.subarray(0, sampleBytes)
  let best: { readonly charset: string; readonly score: number } = { charset: cyrillicCharsets[0], score: -Infinity }
  for (const charset of cyrillicCharsets) {
    const score = russianScore(decoders.get(charset)?.decode(sample) ?? '')
    if (score > best.score) best = { charset, score }
  }
  return best.charset
}

/**
 * Text whose charset nobody declared, or declared wrongly: UTF-8 where the bytes are UTF-8, else
 * the Cyrillic charset that reads most like Russian.
 */
export function guessText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return new TextDecoder(bestCyrillic(bytes)).decode(bytes)
}

/**
 * The same for text where each sign stands for a byte, line by line, since parts of a letter may
 * differ. A line with signs above a byte was decoded already and stays.
 */
export function guessBinaryText(binary: string): string {
  const isBinary = (line: string): boolean => !/[^\u0000-\u00ff]/u.test(line)
  const lines = binary.split('\n')
  const foreign = lines.filter((line) => isBinary(line) && !isUtf8(Buffer.from(line, 'latin1')))
  const charset = bestCyrillic(Buffer.from(foreign.join('\n').slice(0, sampleBytes), 'latin1'))
  const decoder = new TextDecoder(charset)
  return lines
    .map((line) => {
      if (!isBinary(line)) return line
      const bytes = Buffer.from(line, 'latin1')
      return isUtf8(bytes) ? bytes.toString('utf8') : decoder.decode(bytes)
    })
    .join('\n')
}

const textPartHeader = /^content-type:[ \t]*text\/(?:plain|html)\b[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gimu
const doubtful = /;\s*charset\s*=\s*"?(?:utf-?8|us-ascii|ascii|unknown-8bit|x-unknown|default)"?/iu

/**
 * The letter with the charset of every undeclared or doubtfully declared text part set to bytes
 * as they are, for a second reading with `guessBinaryText`.
 */
export function asBinaryText(raw: Buffer): Buffer {
  const letter = raw.subarray(0, rewrittenBytes).toString('latin1')
  const rewritten = letter.replaceAll(textPartHeader, (header) => {
    const bare = header.replace(doubtful, '')
    return /;\s*charset\s*=/iu.test(bare) ? bare : bare.replace(/^(content-type:[ \t]*text\/(?:plain|html))/iu, '$1; charset=binary')
  })
  const headEnd = /\r?\n\r?\n/u.exec(rewritten)?.index ?? rewritten.length
  const declared = /^content-type:/imu.test(rewritten.slice(0, headEnd))
  const start = declared ? rewritten : `Content-Type: text/plain; charset=binary\r\n${rewritten}`
  return Buffer.concat([Buffer.from(start, 'latin1'), raw.subarray(rewrittenBytes)])
}
