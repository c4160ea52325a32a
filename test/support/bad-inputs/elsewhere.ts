type Proof = [row: number, file: string, title: string]

const of = (file: string, proofs: [row: number, title: string][]) =>
  proofs.map(([row, title]): Proof => [row, `test/${file}`, title])

/** Rows that take more than one call to see: the file and the exact title of the test that proves them. */
export const elsewhere: Proof[] = [
  ...of('api/bad-inputs.test.ts', [
    [8, 'row 8: after all of this no object has gained a property'],
    [13, 'row 13: a method that does not exist says which do'],
    [26, 'row 26: SQL in every field is text or refused, within a second'],
    [30, 'row 30: a call without an answer to give is done all the same, and breaks nothing'],
    [35, 'row 35: a client cannot send the events of others'],
    [38, 'row 38: a frame that is too large cuts the connection, and nobody else’s'],
    [81, 'row 81: the same gift again is the same answer over %s'],
    [84, 'row 84: a well signed notice %s is kept, and changes nothing'],
    [85, 'row 85: HTML is a message like any other over %s']
  ]),
  ...of('api/bad-packets.test.ts', [
    [13, 'row 13: TRACE is refused'],
    [16, 'row 16: a header of 20 KB is refused'],
    [16, 'row 16: 200 headers do no harm'],
    [17, 'row 17: %s for %j is %i'],
    [34, 'row 34: %s is no method'],
    [35, 'row 35: %s is not obeyed'],
    [36, 'row 36: %s'],
    [37, 'row 37: %j'],
    [39, 'row 39: a message in 70,000 fragments is cut when it becomes too large'],
    [39, 'row 39: a compressed frame is refused, because nothing was agreed on'],
    [40, 'row 40: %s opens no line'],
    [43, 'row 43: %s'],
    [74, 'row 74: a picture that does not say how long it is is refused']
  ]),
  ...of('api/headers.test.ts', [
    [17, 'not to %j'],
    [17, 'and opens no socket under another']
  ]),
  ...of('api/origins.test.ts', [[40, 'a configured origin may open a socket by token, another may not']]),
  ...of('api/lines.test.ts', [
    [41, 'of one person are so many, and a closed one makes room'],
    [41, 'of nobody are few from one network, and others are let in meanwhile'],
    [42, 'on which nobody signs in are closed after ten seconds, with the reason'],
    [44, 'that call and call are told to slow down, and cut when they do not listen'],
    [88, 'that call and call are told to slow down, and cut when they do not listen']
  ]),
  ...of('api/donations.test.ts', [[81, 'begun twice at once is one row and one checkout']]),
  ...of('api/donations.back.test.ts', [
    [83, 'of 60 % twice at once goes back once'],
    [83, 'asked for twice under one id is one, and another body under it a conflict']
  ]),
  ...of('api/donations.webhooks.test.ts', [
    [84, '(%s) is refused and not kept'],
    [84, 'that come eight times at once are one gift'],
    [84, 'that says another amount, well signed, is not believed: the provider is asked']
  ]),
  ...of('api/gifts.anonymous.test.ts', [
    [85, 'leads nobody to its donor, and says no more of one who has given before than of one who has not']
  ]),
  ...of('api/messages.test.ts', [
    [46, '4,000 code points fit, also as emoji; one more does not'],
    [55, 'the same id twenty times at once, over both transports, is one message']
  ]),
  ...of('api/channels.test.ts', [[55, 'a call that fails publishes nothing, and neither does a repeated one']]),
  ...of('frontend/markup.unit.ts', [
    [49, 'no input loses text, and every link leads to the web'],
    [49, '4,000 characters of %j take no time']
  ]),
  ...of('api/rooms.test.ts', [
    [58, 'two rooms of one name get two addresses; an address that is taken is refused'],
    [59, 'joining twice is one membership, and who joins has read all that was said before']
  ]),
  ...of('api/sign-up.test.ts', [
    [61, 'an address that is known is answered the same, and its owner is told by mail'],
    [65, 'no answer tells by its time whether an address is known'],
    [68, 'a forgotten password: one link, one hour, one use; all are signed out']
  ]),
  ...of('api/limits.test.ts', [
    [66, 'is stopped after ten tries, also with the right one, and says when to come back']
  ]),
  ...of('api/second-factor.test.ts', [
    [66, 'a sixth try within a quarter of an hour is refused'],
    [67, 'each code counts once, whoever brings it, also when two bring it at the same moment'],
    [67, '%s is no code'],
    [67, 'a recovery code does the same, once, however it is typed']
  ]),
  ...of('api/accounts.test.ts', [
    [69, 'with the cookie of one session and the token of another is refused'],
    [40, 'is not believed when the request comes from %s'],
    [70, 'is not believed when the request comes from %s'],
    [71, 'that signs out loses the cookie, and the cookie admits nobody any more']
  ]),
  ...of('api/sessions.test.ts', [
    [72, 'with %s alone may not %s %s'],
    [72, 'reaches no account, no secret and no further token, whatever its scopes']
  ]),
  ...of('api/passkeys.test.ts', [
    [73, 'admits nobody by an answer that was given before'],
    [73, 'admits nobody by an answer %s'],
    [73, 'admits nobody by a key that nobody registered, a challenge that never was, or one for something else']
  ]),
  ...of('api/files.test.ts', [
    [74, 'that is %s is refused and leaves nothing'],
    [74, 'of 50,000 × 50,000 pixels is refused before it is decoded'],
    [74, 'is stored without where and with what it was taken, and upright'],
    [76, 'that breaks off half way leaves nothing, and the server goes on'],
    [77, 'is for those who are signed in']
  ])
]
