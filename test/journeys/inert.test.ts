import { expect, test } from 'vitest'
import { PASSWORD, request } from '../support/people.ts'
import { aStage } from '../support/stage.ts'
import { lightHearth, signIn, type Visitor } from '../support/visitor.ts'

const stage = aStage()

/** Texts that run somewhere: in HTML, attributes, URLs, CSS, templates, SVG, MathML, or in a parser that mends what is broken. */
const CORPUS = [
  `<script>alert(1)</script>`,
  `"><script>alert(1)</script>`,
  `</title><script>alert(1)</script>`,
  `</textarea><img src=x onerror=alert(1)>`,
  `<img src=x onerror=alert(1)>`,
  `<img src="javascript:alert(1)">`,
  `<svg onload=alert(1)>`,
  `<svg><animate onbegin=alert(1) attributeName=x dur=1s>`,
  `<svg><script>alert(1)</script></svg>`,
  `<math><mi xlink:href="data:x,<script>alert(1)</script>">`,
  `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
  `<body onload=alert(1)>`,
  `<details open ontoggle=alert(1)>`,
  `<a href="javascript:alert(1)">x</a>`,
  `javascript:alert(1)`,
  `JaVaScRiPt:alert(1)`,
  `java\tscript:alert(1)`,
  `data:text/html,<script>alert(1)</script>`,
  `vbscript:msgbox(1)`,
  `[x](javascript:alert(1))`,
  `[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `![x](x"onerror="alert(1))`,
  `<style>@import 'https://evil.example/x.css'</style>`,
  `<link rel=stylesheet href=https://evil.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example">`,
  `<form action=https://evil.example><input name=x>`,
  `<base href=https://evil.example/>`,
  `<object data=https://evil.example/x.swf>`,
  `<img name=body><img id=location>`,
  `{{constructor.constructor('alert(1)')()}}`,
  `\${alert(1)}`,
  `{@html '<img src=x onerror=alert(1)>'}`,
  `'-alert(1)-'`,
  `" onmouseover="alert(1)`,
  `' autofocus onfocus='alert(1)`,
  `<!--<img src="--><img src=x onerror=alert(1)>`,
  `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
  `<template><script>alert(1)</script></template>`,
  `\u202e<script>alert(1)</script>`,
  `&lt;script&gt;alert(1)&lt;/script&gt;`,
  `https://example.org/"onmouseover="alert(1)`,
  `https://example.org/<script>alert(1)</script>`
]
const one = CORPUS.join(' ')
const fits = (text: string, most: number) => [...text].slice(0, most).join('')

/** Fails the test when anything runs, is asked for elsewhere, or is stopped by a policy: nothing should even try. */
const watch = async ({ page }: Visitor) => {
  const ran: string[] = []
  page.on('dialog', (dialog) => {
    ran.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(
    `addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))`
  )
  return ran
}
/** Elements that no page of ours has, and attributes that no element of ours has. */
const intruders = ({ page }: Visitor) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('iframe, object, embed, base, form[action*=evil], meta[http-equiv], script:not([src]), math')].map((e) => e.outerHTML.slice(0, 80))
      .concat([...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => /^on/.test(a.name) || (/^(href|src|action)$/.test(a.name) && /^\\s*(javascript|data:text|vbscript)/i.test(a.value)))).map((e) => e.outerHTML.slice(0, 80)))`
  )

test('a corpus of scripts as message, name, topic, room, bio, community and campaign is text, everywhere it stands', async () => {
  const ana = await stage.visitor('Ana')
  const ran = await watch(ana)
  await lightHearth(ana, 'Riverside Garden')
  const { body } = await request(stage.url, 'POST', '/api/authentication', {
    body: { strategy: 'local', email: 'ana@example.org', password: PASSWORD }
  })
  const token: string = body.accessToken
  const id: string = body.user.id
  const send = async (method: string, path: string, data: object) => {
    const answer = await request(stage.url, method, path, { token, body: data })
    expect([path, answer.body.data?.reason, answer.status < 300]).toEqual([path, undefined, true])
    return answer.body
  }
  const line = (text: string, most: number) => fits(text.replace(/[\u202e\t\n]/g, ' '), most)
  const room = await send('POST', '/api/rooms', {
    name: line(`<img src=x onerror=alert(1)> ${one}`, 80),
    topic: line(`"><svg onload=alert(1)> ${one}`, 160),
    slug: 'inert',
    visibility: 'public'
  })
  for (const text of CORPUS) await send('POST', '/api/messages', { roomId: room.id, text })
  await send('PATCH', `/api/profiles/${id}`, {
    displayName: line('<svg onload=alert(1)>"\'><script>alert(1)</script>', 64),
    bio: fits(one, 500),
    pronouns: line('<b onclick=alert(1)>', 24),
    links: ['https://example.org/?a=%22%3E%3Cscript%3Ealert(1)//']
  })
  const { data } = (await request(stage.url, 'GET', '/api/communities', { token })).body
  await send('PATCH', `/api/communities/${String(data[0].id)}`, {
    name: line('<script>alert(1)</script>', 60),
    purpose: line('<img src=x onerror=alert(1)>', 160)
  })

  await send('POST', '/api/campaigns', {
    title: line('<img src=x onerror=alert(1)>', 80),
    slug: 'inert',
    story: fits(`${one}\n\n${one}`, 9000),
    suggestions: [{ amount: 500, text: line('"><script>alert(1)</script>', 80) }],
    ...{ currency: 'EUR', goalAmount: 100_000, status: 'live' }
  })

  const stands = (text: string) => ana.page.getByText(text, { exact: false }).first().waitFor()
  await ana.page.goto('/r/inert')
  await stands('https://example.org/<script>')
  // every message of the corpus stands there as it was written
  const shown = await ana.page.getByRole('log').textContent()
  for (const text of CORPUS.slice(-40)) expect(shown?.replace(/\s+/g, ' ')).toContain(text.replace(/\s+/g, ' '))
  expect(await intruders(ana)).toEqual([])
  // a link leads where it says, and tells nobody where one came from
  for (const link of await ana.page.getByRole('log').getByRole('link').all()) {
    expect(await link.getAttribute('href')).toMatch(/^https?:\/\/|^mailto:|^\/r\//)
    if ((await link.getAttribute('target')) === '_blank') expect(await link.getAttribute('rel')).toContain('noopener')
  }
  await ana.page.getByRole('log').getByRole('article').last().hover()
  for (const path of [
    `/u/ana`,
    '/settings/profile',
    '/settings/account',
    '/admin/people',
    '/admin/log',
    '/c/inert',
    '/admin/campaigns',
    '/'
  ]) {
    await ana.page.goto(path)
    await ana.page.getByRole('heading').first().waitFor()
    await ana.page.waitForTimeout(300)
    expect([path, await intruders(ana)]).toEqual([path, []])
  }
  // outside the door, too
  const ben = await stage.visitor('Ben')
  const ranOutside = await watch(ben)
  await ben.page.goto('/sign-in')
  await ben.page.getByText('<script>alert(1)</script>').first().waitFor()
  expect(await intruders(ben)).toEqual([])
  await ben.page.goto('/c/inert')
  await ben.page.getByRole('heading', { level: 1, name: '<img src=x onerror=alert(1)>' }).waitFor()
  expect(await intruders(ben)).toEqual([])
  expect([...ran, ...ranOutside, ...ana.complaints, ...ben.complaints]).toEqual([])
})

test('what watches would notice: a script in the page is stopped by the policy, and said', async () => {
  const ana = await stage.visitor('Ana')
  await watch(ana)
  await signIn(ana, 'ana@example.org')
  const stopped = await ana.page.evaluate<boolean>(
    `(() => { try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'); return false } catch { return true } })()`
  )
  expect(stopped).toBe(true)
  await expect.poll(() => ana.complaints.join('\n')).toMatch(/policy: require-trusted-types-for|TrustedHTML/)
})
