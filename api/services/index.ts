import { authentication } from '../authentication.ts'
import type { Application } from '../declarations.ts'
import { communities } from './communities/communities.ts'
import { files } from './files/files.ts'
import { memberships } from './memberships/memberships.ts'
import { messages } from './messages/messages.ts'
import { presences } from './presences/presences.ts'
import { profiles } from './profiles/profiles.ts'
import { rooms } from './rooms/rooms.ts'
import { sessions } from './sessions/sessions.ts'
import { typing } from './typing/typing.ts'
import { users } from './users/users.ts'

/** The table of contents: what Hearth keeps and does, one line a service. */
export const services = (app: Application) => {
  app.configure(communities)
  app.configure(users)
  app.configure(profiles)
  app.configure(sessions)
  app.configure(authentication)
  app.configure(files)
  app.configure(rooms)
  app.configure(memberships)
  app.configure(messages)
  app.configure(presences)
  app.configure(typing)
}
