import { expect, test } from 'vitest'
import { Draft } from '../../frontend/lib/draft.svelte.ts'
import { Form } from '../../frontend/lib/form.svelte.ts'
import { RequestFailed } from '../../frontend/lib/http.ts'

const refusal = (errors: { path: string; message: string }[], reason = 'invalid_data') =>
  Promise.reject(
    new RequestFailed({ code: 400, message: 'Please look at the marked fields.', data: { reason }, errors })
  )

test('what the server refuses comes back to the fields', async () => {
  const form = new Form()
  const through = await form.run(
    () =>
      refusal([
        { path: '/email', message: 'Taken.' },
        { path: '/links/0', message: 'No address.' }
      ]),
    ['email', 'links']
  )
  expect(through).toBe(false)
  expect(form.errors).toEqual({ email: 'Taken.', links: 'No address.' })
  expect(form.message).toBe('')
})

test('what fits no field is said above them', async () => {
  const form = new Form()
  await form.run(() => refusal([{ path: '/nowhere', message: 'Hm.' }], 'some_reason'), ['email'])
  expect([form.message, form.reason, form.errors]).toEqual(['Please look at the marked fields.', 'some_reason', {}])
})

test('a lost line is said in words', async () => {
  const form = new Form()
  await form.run(() => Promise.reject(new Error('operation has timed out')), ['email'])
  expect(form.message).toMatch(/does not answer/)
})

test('a second press while one is on its way does nothing', async () => {
  const form = new Form()
  let runs = 0
  const work = async () => {
    runs++
    await Promise.resolve()
  }
  expect(await Promise.all([form.run(work, []), form.run(work, [])])).toEqual([true, false])
  expect(runs).toBe(1)
  expect(form.pending).toBe(false)
})

test('an error goes when its field is mended', async () => {
  const form = new Form()
  form.refuse({ email: 'This is needed.', name: 'This is needed.' })
  form.mend('email')
  expect(form.errors['email']).toBeUndefined()
  expect(form.errors['name']).toBe('This is needed.')
})

test('a draft keeps edits while the record changes below, and knows what really differs', () => {
  let stored = { name: 'Ana', bio: '', links: ['https://a.example'] }
  const draft = new Draft(() => stored)
  draft.set('bio', 'Hello')
  stored = { ...stored, name: 'Ana B.' }
  expect(draft.value).toEqual({ name: 'Ana B.', bio: 'Hello', links: ['https://a.example'] })
  expect(draft.changes).toEqual({ bio: 'Hello' })
  draft.set('bio', '')
  draft.set('links', ['https://a.example'])
  expect(draft.dirty).toBe(false)
  draft.set('name', 'Nobody')
  draft.reset()
  expect(draft.value).toEqual(stored)
})
