import { v7 as uuidv7 } from 'uuid'
import { bad, profile } from './rows.ts'

/** One's face to others: row 87. */
export const profileRows = [
  bad(87, 'an empty name', profile({ displayName: '' }), 400, 'invalid_name'),
  bad(87, 'a blank name', profile({ displayName: '\u200b' }), 400, 'invalid_name'),
  bad(87, 'a name that turns the line around', profile({ displayName: 'a\u202eb' }), 400, 'invalid_name'),
  bad(87, 'a name of 65 characters', profile({ displayName: 'x'.repeat(65) }), 400, 'invalid_name'),
  bad(87, 'a link that runs', profile({ links: ['javascript:alert(1)'] }), 400, 'invalid_url'),
  bad(87, 'a link that is a page', profile({ links: ['data:text/html,x'] }), 400, 'invalid_url'),
  bad(87, 'a time zone that does not exist', profile({ timezone: 'Foo/Bar' }), 400, 'invalid_timezone'),
  bad(87, 'a language, which a profile has not', profile({ locale: 'xx' }), 400, 'unknown_property'),
  bad(87, 'a bio of 501 characters', profile({ bio: 'x'.repeat(501) }), 400, 'invalid_data'),
  bad(87, 'somebody else’s picture', profile({ avatarId: uuidv7() }), 400, 'not_own_image'),
  bad(87, 'somebody else’s profile', ({ owner }) => ['profiles', 'patch', owner.id, { bio: 'x' }], 403, 'not_yours'),
  bad(87, 'nothing to change', profile({}), 400, 'invalid_data')
]
