import { guestKey } from './lib/guest-key.ts'
import type { Load } from './lib/router.svelte.ts'

/** Pages for visitors without a session. */
export const isOutside = (path: string) => /^\/(sign-in|sign-up|welcome|join\/[^/]+)\/?$/.test(path)
/** Where links from mails lead: for whoever opens them, signed in or not. */
export const isAnywhere = (path: string) => /^\/(verify|reset)\/?$/.test(path)

/**
 * What a community shows to everybody, and a guest's gift to who has its link: within the house to who lives there, alone to others.
 */
export const isOpen = (path: string) => {
  const [, kind, id = ''] = /^\/(c|give)\/([^/]+)\/?$/.exec(path) ?? []
  return kind === 'c' || (kind === 'give' && (location.hash !== '' || guestKey(id) !== null))
}

/** Every address of the web app. Each page comes as a file of its own. */
export const pages: Record<string, Load> = {
  '/': () => import('./features/rooms/HomePage.svelte'),
  '/r/:slug/:seq?': () => import('./features/rooms/RoomPage.svelte'),
  '/c/:slug': () => import('./features/campaigns/CampaignPage.svelte'),
  '/giving': () => import('./features/donations/GivingPage.svelte'),
  '/give/:id': () => import('./features/donations/GivePage.svelte'),
  '/u/:handle': () => import('./features/profiles/ProfilePage.svelte'),
  '/settings/:section?': () => import('./features/sessions/SettingsPage.svelte'),
  '/admin/:section?': () => import('./features/admin/AdminPage.svelte'),
  '/sign-in': () => import('./features/sessions/SignIn.svelte'),
  '/sign-up': () => import('./features/sessions/SignUp.svelte'),
  '/join/:code': () => import('./features/sessions/SignUp.svelte'),
  '/verify': () => import('./features/sessions/Verify.svelte'),
  '/reset': () => import('./features/sessions/Reset.svelte'),
  '/welcome': () => import('./features/sessions/Welcome.svelte')
}

export const notFound: Load = () => import('./features/sessions/NotFound.svelte')
