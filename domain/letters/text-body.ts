import type { Block, LetterContent } from './template.ts'

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text
    case 'words':
      return block.author === undefined ? block.text.trim() : `${block.author}:\n\n${block.text.trim()}`
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n')
    case 'button':
      return `${block.text}:\n${block.url}`
    case 'scale':
      return [block.title, ...block.steps.map(({ sign, meaning, url }) => `${sign} (${meaning}): ${url}`)].join('\n')
  }
}

/** The letter as a person would type it; «-- » lets mail programs drop the signature from answers. */
export function textBody(content: LetterContent): string {
  const signature = content.signature.length === 0 ? [] : [...content.signature, '']
  const end = ['-- ', ...signature, content.footer]
  return `${content.blocks.map(blockText).join('\n\n')}\n\n${end.join('\n')}\n`.replaceAll('\u00a0', ' ').replaceAll('\r\n', '\n')
}
