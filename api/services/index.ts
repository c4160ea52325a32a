import { authentication } from '../authentication.ts'
import type { Application } from '../declarations.ts'
import { acts } from './acts/acts.ts'
import { authenticators } from './authenticators/authenticators.ts'
import { balances } from './balances/balances.ts'
import { blocks } from './blocks/blocks.ts'
import { campaigns } from './campaigns/campaigns.ts'
import { challenges } from './challenges/challenges.ts'
import { communities } from './communities/communities.ts'
import { confirmations } from './confirmations/confirmations.ts'
import { diagnostics } from './diagnostics/diagnostics.ts'
import { disputes } from './disputes/disputes.ts'
import { donations } from './donations/donations.ts'
import { files } from './files/files.ts'
import { gifts } from './gifts/gifts.ts'
import { guestGifts } from './guest-gifts/guest-gifts.ts'
import { guestVisits } from './guest-visits/guest-visits.ts'
import { invitations } from './invitations/invitations.ts'
import { ledger } from './ledger/ledger.ts'
import { letters } from './letters/letters.ts'
import { memberships } from './memberships/memberships.ts'
import { messages } from './messages/messages.ts'
import { offlineGifts } from './offline-gifts/offline-gifts.ts'
import { passkeys } from './passkeys/passkeys.ts'
import { paymentChecks } from './payment-checks/payment-checks.ts'
import { paymentDiagnostics } from './payment-diagnostics/payment-diagnostics.ts'
import { paymentEvents } from './payment-events/payment-events.ts'
import { presences } from './presences/presences.ts'
import { profiles } from './profiles/profiles.ts'
import { receipts } from './receipts/receipts.ts'
import { refunds } from './refunds/refunds.ts'
import { reports } from './reports/reports.ts'
import { resets } from './resets/resets.ts'
import { rooms } from './rooms/rooms.ts'
import { sanctions } from './sanctions/sanctions.ts'
import { sessions } from './sessions/sessions.ts'
import { signOuts } from './sign-outs/sign-outs.ts'
import { subscriptions } from './subscriptions/subscriptions.ts'
import { supporters } from './supporters/supporters.ts'
import { typing } from './typing/typing.ts'
import { users } from './users/users.ts'
import { verifications } from './verifications/verifications.ts'

/** The table of contents: what Hearth keeps and does, one line a service. */
export const services = (app: Application) => {
  app.configure(communities)
  app.configure(users)
  app.configure(profiles)
  app.configure(sessions)
  app.configure(authentication)
  app.configure(confirmations)
  app.configure(signOuts)
  app.configure(authenticators)
  app.configure(challenges)
  app.configure(passkeys)
  app.configure(verifications)
  app.configure(resets)
  app.configure(invitations)
  app.configure(letters)
  app.configure(diagnostics)
  app.configure(files)
  app.configure(rooms)
  app.configure(memberships)
  app.configure(messages)
  app.configure(campaigns)
  app.configure(donations)
  app.configure(offlineGifts)
  app.configure(paymentChecks)
  app.configure(subscriptions)
  app.configure(refunds)
  app.configure(disputes)
  app.configure(receipts)
  app.configure(gifts)
  app.configure(guestGifts)
  app.configure(guestVisits)
  app.configure(supporters)
  app.configure(balances)
  app.configure(ledger)
  app.configure(paymentEvents)
  app.configure(paymentDiagnostics)
  app.configure(reports)
  app.configure(sanctions)
  app.configure(blocks)
  app.configure(acts)
  app.configure(presences)
  app.configure(typing)
}
