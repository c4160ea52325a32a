import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { aMailbox, type Mailbox } from '../support/mailbox.ts'
import { PASSWORD, request } from '../support/people.ts'
import { aStage } from '../support/stage.ts'
import { fillAccount, lightHearth, row, say, signIn, type Visitor } from '../support/visitor.ts'

let mailbox: Mailbox
const stage = aStage({
  settings: async () => {
    mailbox = await aMailbox()
    return { SMTP_URL: mailbox.url }
  }
})

/** Opens a link from a mail in this visitor's browser, which reaches the server by another name. */
const open = ({ page }: Visitor, link: string) => {
  const { pathname, hash } = new URL(link)
  return page.goto(pathname + hash)
}
const heading = ({ page }: Visitor, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const press = ({ page }: Visitor, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

const signOut = async (visitor: Visitor) => {
  await press(visitor, /^You|@/)
  await visitor.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await heading(visitor, 'Sign in')
}

test('an invitation lets somebody in, whose address is confirmed by mail', async () => {
  const ana = await stage.visitor('Ana')
  await lightHearth(ana, 'Riverside Garden')
  await ana.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ana.page.goto('/admin/community')
  await ana.page.getByLabel('Signing up').selectOption('invitation')
  await ana.page.getByText('Saved.').waitFor()

  const ben = await stage.visitor('Ben')
  await ben.page.goto('/sign-up')
  await heading(ben, 'By invitation')

  await ana.page.goto('/admin/invitations')
  await press(ana, 'Make and copy a link')
  await ana.page.getByText('The link is copied.').waitFor()
  const link = await ana.page.evaluate<string>('navigator.clipboard.readText()')
  await open(ben, link)
  await ben.page.getByText('Ana invites you.').waitFor()
  await fillAccount(ben)
  await press(ben, 'Make my account')
  await heading(ben, 'Look into your mail')
  await open(ben, (await mailbox.next('ben@example.org')).link)
  await heading(ben, 'Your address is confirmed')
  // the token of the link is gone from the address, and so from the history
  expect(new URL(ben.page.url()).hash).toBe('')
  await ben.page.getByRole('link', { name: 'Continue' }).click()
  await signIn(ben, 'ben@example.org')

  // it was for one person, and the list says so
  await ana.page.reload()
  await ana.page.getByText(/1 of 1\s+used/).waitFor()
  const cleo = await stage.visitor('Cleo')
  await open(cleo, link)
  await cleo.page.getByText('This invitation has expired or has been used up.', { exact: false }).waitFor()
  await ana.page.goto('/admin/people')
  await ana.page.getByText(/invited by\s+Ana/).waitFor()
  expect([...ana.complaints, ...ben.complaints, ...cleo.complaints]).toEqual([])
})

test('whoever asks to come in waits for an admin, and is told by mail', async () => {
  const ana = await stage.visitor('Ana')
  await signIn(ana, 'ana@example.org')
  await ana.page.goto('/admin/community')
  await ana.page.getByLabel('Signing up').selectOption('approval')
  await ana.page.getByText('Saved.').waitFor()
  await ana.page.goto('/admin/people')
  await ana.page.getByText('ben@example.org').last().waitFor()

  const dan = await stage.visitor('Dan')
  await dan.page.goto('/sign-up')
  await fillAccount(dan)
  await press(dan, 'Make my account')
  await open(dan, (await mailbox.next('dan@example.org')).link)
  await dan.page.getByText('Those who run this community now look at your account.', { exact: false }).waitFor()

  // Ana sees him come without a reload
  await ana.page.getByText('dan@example.org').last().waitFor()
  await press(ana, 'Let in')
  await ana.page.getByText('Let in.').waitFor()
  await mailbox.next('dan@example.org')
  await signIn(dan, 'dan@example.org')
  expect([...ana.complaints, ...dan.complaints]).toEqual([])
})

test('a forgotten password is set anew by mail', async () => {
  const ben = await stage.visitor('Ben')
  await ben.page.goto('/sign-in')
  await ben.page.getByRole('link', { name: 'Forgot your password?' }).click()
  await heading(ben, 'Forgot your password?')
  await ben.page.getByLabel('E-mail').fill('ben@example.org')
  await press(ben, 'Send me a link')
  await heading(ben, 'Look into your mail')
  const mail = await mailbox.next('ben@example.org')
  await open(ben, mail.link)
  await ben.page.getByLabel('New password', { exact: true }).fill('password123')
  await press(ben, 'Save the password')
  await ben.page.getByText('This password is easy to guess.', { exact: false }).waitFor()
  await ben.page.getByLabel('New password', { exact: true }).fill('quite another horse battery')
  await press(ben, 'Save the password')
  await heading(ben, 'Your new password counts')
  await signIn(ben, 'ben@example.org', 'quite another horse battery')
})

test('a second step is set up, asked for, and passed with a recovery code', async () => {
  const dan = await stage.visitor('Dan')
  const { page } = dan
  await signIn(dan, 'dan@example.org')
  await page.goto('/settings/security')
  await press(dan, 'Set up an app')
  await page.getByText('Cannot scan it?').click()
  const secret = ((await page.locator('code').textContent()) ?? '').replace(/\s/g, '')
  await page.getByLabel('The six digits').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await press(dan, 'Turn on')
  await page.getByText('Keep these ten codes').waitFor()
  const codes = await page.locator('ul code').allTextContents()
  expect(new Set(codes).size).toBe(10)
  await press(dan, 'I kept them')
  await page.getByText(/10\s+recovery codes are left/).waitFor()

  await signOut(dan)
  await page.getByLabel('E-mail').fill('dan@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await press(dan, 'Sign in')
  await heading(dan, 'One more step')
  // half signed in is not signed in: the house stays closed
  const other = await page.context().newPage()
  await other.goto('/settings/security')
  await other.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await other.close()
  await page.getByLabel('Code').fill('000000')
  await press(dan, 'Continue')
  await page.getByText('The code is wrong, or was used already.').waitFor()
  await page.getByLabel('Code').fill(codes[0] ?? '')
  await press(dan, 'Continue')
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
  await page.goto('/settings/security')
  await page.getByText(/9\s+recovery codes are left/).waitFor()
})

test('a passkey is made and signs in alone', async () => {
  // a passkey belongs to a name, and an address of digits is none
  const ben = await stage.visitor('Ben', { baseURL: stage.url })
  const { page } = ben
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true
    }
  })
  await signIn(ben, 'ben@example.org', 'quite another horse battery')
  await page.goto('/settings/security')
  await press(ben, 'Add a passkey')
  await page.getByText('not used yet').waitFor()
  const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId })
  expect(credentials.length).toBe(1)
  await signOut(ben)
  await press(ben, 'Use a passkey instead')
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
  await page.goto('/settings/security')
  await page.getByText('last used', { exact: false }).waitFor()
})

test('an access token is made, works for what it may, and is revoked', async () => {
  const ben = await stage.visitor('Ben')
  const { page } = ben
  await signIn(ben, 'ben@example.org', 'quite another horse battery')
  await page.goto('/settings/tokens')
  await page.getByLabel('What is it for?').fill('Weather bot')
  await press(ben, 'Make the token')
  await page.getByText('Copy the token now', { exact: false }).waitFor()
  const token = (await page.locator('code').textContent()) ?? ''
  expect((await request(stage.url, 'GET', '/api/rooms', { token })).status).toBe(200)
  const refused = await request(stage.url, 'POST', '/api/rooms', { token, body: { name: 'X', visibility: 'public' } })
  expect(refused.body.data.reason).toBe('insufficient_scope')
  await press(ben, 'Revoke Weather bot')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect.poll(async () => (await request(stage.url, 'GET', '/api/rooms', { token })).status).toBe(401)
})

test('an account is deleted; what was said stays, by nobody', async () => {
  const [ana, ben] = [await stage.visitor('Ana'), await stage.visitor('Ben')]
  await signIn(ana, 'ana@example.org')
  await signIn(ben, 'ben@example.org', 'quite another horse battery')
  await ana.page.goto('/r/general')
  await ben.page.goto('/r/general')
  await ben.page.getByRole('button', { name: /^Join/ }).first().click()
  await say(ben, 'I was here')
  await row(ana, 'I was here').getByRole('button', { name: 'Ben', exact: true }).waitFor()
  await ben.page.goto('/settings/account')
  await press(ben, 'Delete my account…')
  await ben.page.getByLabel('Type “delete” to go on').fill('delete')
  await press(ben, 'Delete for good')
  await heading(ben, 'Sign in')
  await ben.page.getByText('Your account is deleted.').waitFor()
  await row(ana, 'I was here').getByRole('button', { name: 'Deleted account', exact: true }).waitFor()
})
