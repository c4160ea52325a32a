/** What a mail says. Plain text: it reads the same everywhere, and nothing in it is fetched from anywhere. */
export interface Words {
  subject: string
  text: string
}

const letter = (subject: string, ...paragraphs: string[]): Words => ({ subject, text: `${paragraphs.join('\n\n')}\n` })

/** All mails that Hearth writes; `community` is its name, `link` leads to a page of ours. */
export const texts = {
  signUp: (community: string, link: string) =>
    letter(
      `Welcome to ${community}: confirm your e-mail address`,
      `Somebody, we hope you, has signed up for ${community} with this address. Open this link to confirm it:`,
      link,
      'It works for 24 hours. If it was not you, do nothing: without this link there is no account.'
    ),
  known: (community: string, resetPage: string) =>
    letter(
      `You have an account at ${community} already`,
      `Somebody, perhaps you, tried to sign up for ${community} with this address. It has an account already.`,
      'If you forgot your password, choose a new one here:',
      resetPage,
      'If it was not you, there is nothing to do.'
    ),
  verify: (community: string, link: string) =>
    letter(
      `${community}: confirm your e-mail address`,
      'Open this link to confirm your address:',
      link,
      'It works for 24 hours.'
    ),
  approved: (community: string, link: string) =>
    letter(`Welcome to ${community}`, `Your account at ${community} has been approved. Come in:`, link),
  newEmail: (community: string, link: string) =>
    letter(
      `${community}: confirm your new e-mail address`,
      'Open this link to sign in with this address from now on:',
      link,
      'It works for 24 hours. If you did not ask for it, do nothing.'
    ),
  oldEmail: (community: string, link: string) =>
    letter(
      `${community}: your e-mail address is being changed`,
      'Somebody who is signed in to your account asked to change its e-mail address.',
      'If it was not you, open this link within 7 days. It keeps this address and signs out everybody:',
      link
    ),
  reset: (community: string, link: string) =>
    letter(
      `${community}: choose a new password`,
      'Open this link to choose a new password:',
      link,
      'It works for one hour and once. If you did not ask for it, do nothing: your password stays as it is.'
    ),
  passwordChanged: (community: string, resetPage: string) =>
    letter(
      `${community}: your password was changed`,
      'The password of your account was just changed, and all other devices were signed out.',
      'If it was not you, choose a new one at once:',
      resetPage
    ),
  guestGift: (community: string, { sum, link }: { sum: string; link: string }) =>
    letter(
      `Your gift of ${sum} to ${community}: one more step`,
      `Somebody, we hope you, wants to give ${sum} to ${community}. Open this link to go on and pay:`,
      link,
      'It works for 24 hours. If it was not you, do nothing: nothing is charged without you.'
    ),
  giftThanks: (
    community: string,
    { sum, number, link, test }: { sum: string; number: string; link: string; test: boolean }
  ) =>
    letter(
      `${test ? 'TEST: ' : ''}Thank you for your gift to ${community}`,
      test
        ? `Your gift of ${sum} was a test: no real money has moved.`
        : `Your gift of ${sum} has arrived. Thank you: it keeps ${community} going.`,
      `Its receipt has the number ${number}. You find it, with everything else about your gifts, here:`,
      link
    ),
  refunded: (community: string, { sum, number }: { sum: string; number: string }) =>
    letter(
      `${community}: ${sum} of your gift went back to you`,
      `${sum} of your gift went back the way it came. It can take some days until you see it.`,
      `The credit note has the number ${number}.`
    ),
  refundOffered: (community: string, link: string) =>
    letter(
      `${community}: the message of your gift was taken down`,
      `Those who keep order in ${community} took down the message of your gift. The gift itself has stayed.`,
      'If you would rather have it back, whole, say so here:',
      link
    ),
  monthFailed: (community: string, link: string) =>
    letter(
      `${community}: your monthly gift did not go through`,
      'The payment of your monthly gift was declined. It will be tried again in some days; nothing is lost.',
      'You can change or end it here:',
      link
    )
}
