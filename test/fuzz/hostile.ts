import fc from 'fast-check'

// What no screen of ours sends.

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** Strings that have broken something somewhere. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  'a\u0000b',
  'a\ud800',
  '\udfffb',
  '\u202Etxt.exe',
  '\uFEFF',
  'a\r\nSet-Cookie: own=1',
  "'; drop table processes; --",
  '" OR ""="',
  '%',
  '%00',
  '_%\\',
  '../../../../etc/passwd',
  '${7*7}{{7*7}}<%= 7 %>',
  '<script>alert(1)</script>',
  '=cmd|x',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '٣',
  'ﬃ',
  'e\u0301\u0323'.repeat(40),
  '👩‍👩‍👧‍👦'.repeat(20),
  'я'.repeat(100_000),
  '0000-00-00T00:00:00Z',
  '2026-02-31T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '2026-01-01T00:00:60Z',
  '00000000-0000-0000-0000-000000000000',
]

/** Values of any kind that a JSON body can carry and an input does not expect. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...hostileTexts) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, -0, 0, -1, 0.1, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 63) },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>([], {}, [[]], [null], { length: 1 }, { toString: 'x' }, { constructor: { prototype: {} } }),
  },
)

/** Bodies that are no input at all. */
export const hostileBodies: readonly string[] = [
  '',
  'null',
  '[]',
  '0',
  '"text"',
  '{',
  '{"id":NaN}',
  '{"id":1e999}',
  '{"__proto__":{"admin":true}}',
  '{"id":"a","id":"b"}',
  deep(10_000),
  `{"id":${deep(5_000)}}`,
  `{"id":"${'x'.repeat(1_000_000)}"}`,
  `{"id":"${'x'.repeat(1_200_000)}"}`,
  '\ufeff{}',
  '{"id":"\\ud800"}',
  '{"id":"\\u0000"}',
]
