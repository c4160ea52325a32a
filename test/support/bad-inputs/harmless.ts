import { v7 as uuidv7 } from 'uuid'
import type { HarmlessRequest } from './rows.ts'

const json = { 'content-type': 'application/json' }
const post = { method: 'POST', path: () => '/api/messages', headers: json }
const read = {
  path: ({ mine }: { mine: { id: string } }) => `/api/messages/${mine.id}`,
  answer: ({ mine }: { mine: object }) => mine
}
const none = { answer: () => ({ total: 0, data: [] }) }

const hundred = Array.from({ length: 99 }, () => uuidv7())

/** Requests that look bad, and do no more than they say: rows 6, 7, 15, 89, 90. */
export const harmlessRequests: HarmlessRequest[] = [
  {
    row: 6,
    what: 'a byte order mark before the body',
    ...post,
    body: ({ room }) => `\ufeff${JSON.stringify({ id: uuidv7(), roomId: room.id, text: 'x' })}`,
    answer: () => ({ text: 'x' })
  },
  {
    row: 7,
    what: 'one key twice: the last one counts',
    ...post,
    body: ({ room }) => `{"text":"a","roomId":"${room.id}","text":"b"}`,
    answer: () => ({ text: 'b' })
  },
  { row: 15, what: 'a header that asks for another method', ...read, headers: { 'x-http-method-override': 'DELETE' } },
  { row: 15, what: 'a query parameter alike', ...read, headers: { 'x-method-override': 'DELETE' } },
  {
    row: 89,
    what: 'a place from the future',
    path: ({ room }) => `/api/messages?roomId=${room.id}&rev[$gt]=1000000`,
    ...none
  },
  { row: 89, what: 'a place in a room of others', path: () => `/api/messages?roomId=${uuidv7()}&rev[$gt]=0`, ...none },
  {
    row: 25,
    what: 'a list as long as lists may be',
    path: ({ member }) =>
      `/api/profiles?${hundred.map((id, i) => `id[$in][${String(i)}]=${id}&`).join('')}id[$in][99]=${member.id}`,
    answer: ({ member }) => ({ total: 1, data: [{ id: member.id }] })
  },
  // there is one representation and it has no tag: what asks for another, or for a part, gets it all the same
  { row: 90, what: 'XML asked for', ...read, headers: { accept: 'text/xml' } },
  { row: 90, what: 'a part asked for', ...read, headers: { range: 'bytes=0-1' } },
  { row: 90, what: 'a version asked for', ...read, headers: { 'if-match': '"stale"' } }
]

/** Texts that do harm only where somebody takes them for something else: stored letter by letter, over every way in. */
export const harmlessTexts: [row: number, what: string, text: string][] = [
  [48, 'a line turned around', 'a \u202egnp.exe\u202c b'],
  [48, 'marks upon marks', `z${'\u0351\u036b\u0343\u036a\u0302'.repeat(200)}algo`],
  [48, '3,999 lines', `${'\n'.repeat(3_999)}x`],
  [49, 'a script', '<script>alert(1)</script>'],
  [49, 'a picture that runs', '<img src=x onerror=alert(1)>'],
  [49, 'a link that runs', '[x](javascript:alert(1)) data:text/html,<script>alert(1)</script>'],
  ...['>', '[', '*', '`'].map((sign): [number, string, string] => [
    49,
    `${sign} a thousand times`,
    `${sign.repeat(1_000)} x`
  ])
]
