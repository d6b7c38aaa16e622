import { describe, expect, it } from 'vitest'
import { smsSize } from '../../domain/text/sms-parts.ts'

describe('how an operator cuts a text', () => {
  it.each([
    ['', 0],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['я'.repeat(70), 1],
    ['я'.repeat(71), 2],
    ['я'.repeat(134), 2],
    ['я'.repeat(135), 3],
    // The euro takes two places of the Latin alphabet.
    [`${'a'.repeat(158)}€`, 1],
    [`${'a'.repeat(159)}€`, 2],
    // One letter of another alphabet makes the whole text wide.
    [`${'a'.repeat(70)}я`, 2],
  ])('%#: %s', (text, parts) => {
    expect(smsSize(text).parts).toBe(parts)
  })

  it('does not part a character that takes two places', () => {
    // 66 letters and an emoji: its two halves would stand in two messages.
    expect(smsSize(`${'я'.repeat(66)}😀${'я'.repeat(66)}`).parts).toBe(3)
    expect(smsSize(`${'я'.repeat(68)}😀`)).toMatchObject({ parts: 1, leftInPart: 0 })
  })
})
