import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokens } from '../../frontend/features/messages/markup.ts'

const drawn = (text: string) =>
  tokens(text)
    .map(({ kind, text }) => (kind === 'text' ? text : `<${kind} ${text}>`))
    .join('')

test.each([
  ['See https://example.org/a?b=1#c.', 'See <link https://example.org/a?b=1#c>.'],
  ['(https://en.wikipedia.org/wiki/Fire_(hearth))', '(<link https://en.wikipedia.org/wiki/Fire_(hearth)>)'],
  ['Key is `0417` as always', 'Key is <code 0417> as always'],
  ['`https://example.org`', '<code https://example.org>'],
  ['https://', 'https://'],
  ['javascript:alert(1) data:text/html,x', 'javascript:alert(1) data:text/html,x'],
  ['a`b\nc`d', 'a`b\nc`d'],
  ['HTTPS://EXAMPLE.ORG!', '<link HTTPS://EXAMPLE.ORG>!']
])('%j', (text, expected) => {
  expect(drawn(text)).toBe(expected)
})

test('no input loses text, and every link leads to the web', () => {
  const piece = fc.constantFrom('http', 's://', 'x.org', '(', ')', '`', '.', ' ', '\n', '"', '<b>', '🍲', '/')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(piece).map((all) => all.join(''))
      ),
      (text) => {
        const found = tokens(text)
        expect(
          found
            .map(({ text }) => text)
            .join('')
            .replaceAll('`', '')
        ).toBe(text.replaceAll('`', ''))
        for (const token of found) if (token.kind === 'link') expect(new URL(token.href).protocol).toMatch(/^https?:$/)
      }
    )
  )
})

test.each(['`', 'http://', 'http://a.', 'http://a)', '(http://'])('4,000 characters of %j take no time', (text) => {
  const long = text.repeat(4000 / text.length)
  const before = performance.now()
  tokens(long)
  expect(performance.now() - before).toBeLessThan(100)
})
