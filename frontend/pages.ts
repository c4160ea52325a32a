import type { Load } from './lib/router.svelte.ts'

/** Pages for visitors without a session. */
export const OUTSIDE = ['/sign-in', '/sign-up', '/welcome']

/** Every address of the web app. Each page comes as a file of its own. */
export const pages: Record<string, Load> = {
  '/': () => import('./features/rooms/HomePage.svelte'),
  '/r/:slug/:seq?': () => import('./features/rooms/RoomPage.svelte'),
  '/u/:handle': () => import('./features/profiles/ProfilePage.svelte'),
  '/settings/:section?': () => import('./features/sessions/SettingsPage.svelte'),
  '/sign-in': () => import('./features/sessions/SignIn.svelte'),
  '/sign-up': () => import('./features/sessions/SignUp.svelte'),
  '/welcome': () => import('./features/sessions/Welcome.svelte')
}

export const notFound: Load = () => import('./features/sessions/NotFound.svelte')
