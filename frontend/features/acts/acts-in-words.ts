import type { Act } from '$sdk'

type Details = Record<string, unknown>
const word = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
const changes = ({ before, after }: Details) =>
  Object.entries((after ?? {}) as Details)
    .map(([name, value]) => `${name}: ${word(((before ?? {}) as Details)[name])} → ${word(value)}`)
    .join(', ')

/** What was done, as the middle of a sentence: "Mina {made} Ana {an admin}". `whom` stands between the two. */
const WORDS: Record<string, (details: Details) => readonly [before: string, after?: string]> = {
  'users.role': ({ before, after }) => ['changed the role of', `from ${word(before)} to ${word(after)}`],
  'users.approve': () => ['let in'],
  'users.remove': () => ['deleted the account of'],
  'communities.patch': (details) => [`changed the community (${changes(details)})`],
  'rooms.patch': (details) => [`changed a room (${changes(details)})`],
  'rooms.remove': () => ['archived a room'],
  'memberships.role': ({ before, after }) => [
    'changed the role of',
    `in a room from ${word(before)} to ${word(after)}`
  ],
  'memberships.remove': () => ['removed', 'from a room'],
  'messages.remove': () => ['deleted a message of'],
  'invitations.create': ({ mostUses }) => [`made an invitation for ${word(mostUses)}`],
  'invitations.remove': () => ['revoked an invitation'],
  'sanctions.create': ({ kind, purged, reason }) => [
    `decided on a ${word(kind)} of`,
    [reason && `“${word(reason)}”`, Number(purged) > 0 && `${word(purged)} messages removed`].filter(Boolean).join(', ')
  ],
  'sanctions.remove': ({ kind }) => [`lifted a ${word(kind)} of`],
  'reports.patch': ({ after }) => [`${word(after)} a report about`],
  'campaigns.create': ({ title }) => [`began the campaign ${word(title)}`],
  'campaigns.patch': (details) => [`changed a campaign (${Object.keys(details).join(', ')})`],
  'refunds.create': ({ reason }) => [`gave a gift back: “${word(reason)}”`],
  'offline-gifts.create': ({ method }) => [`recorded a gift (${word(method).replace('_', ' ')})`],
  'donations.visibility': ({ visibility }) => [`changed who sees a gift to ${word(visibility).replace('_', ' ')}`],
  'sessions.create': () => ['made an access token for'],
  'authenticators.create': () => ['turned on the second step for'],
  'authenticators.remove': () => ['turned off the second step for'],
  'passkeys.create': () => ['added a passkey for'],
  'passkeys.remove': () => ['removed a passkey of']
}

/** @returns the words before and after the person it was about; what is not known yet is told by its name */
export const inWordsOf = ({ action, details }: Pick<Act, 'action' | 'details'>): readonly [string, string] => {
  const [before, after = ''] = WORDS[action]?.(details) ?? [action]
  return [before, after]
}
