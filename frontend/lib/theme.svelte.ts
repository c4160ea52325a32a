import { storage } from './storage.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

/** Light or dark as the person chose it. `public/theme.js` applies the same before the first paint. */
class Theme {
  #choice = $state<ThemeChoice>(storage.get<ThemeChoice>('theme') ?? 'system')

  get choice() {
    return this.#choice
  }

  choose(choice: ThemeChoice) {
    this.#choice = choice
    storage.set('theme', choice === 'system' ? undefined : choice)
    if (choice === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = choice
  }
}

export const theme = new Theme()
