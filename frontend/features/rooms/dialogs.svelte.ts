import type { Component } from 'svelte'

/** Dialogs of the chat: their code is fetched when one is first wanted. Each takes `onclose`. */
const DIALOGS = {
  create: () => import('./CreateRoom.svelte'),
  find: () => import('./FindRooms.svelte'),
  direct: () => import('./NewDirect.svelte'),
  settings: () => import('./RoomSettings.svelte'),
  switcher: () => import('./Switcher.svelte'),
  shortcuts: () => import('./Shortcuts.svelte'),
  people: () => import('../memberships/AddPeople.svelte')
} satisfies Record<string, () => Promise<{ default: Component<DialogProps> }>>

export interface DialogProps {
  /** the room it is about; '' when it is about none */
  roomId: string
  onclose: () => void
}

/** Which dialog of the chat is open. */
class ChatDialogs {
  #open = $state.raw<{ name: keyof typeof DIALOGS; roomId: string }>()

  get open() {
    return this.#open
  }

  show(name: keyof typeof DIALOGS, roomId = '') {
    this.#open = { name, roomId }
  }

  readonly close = () => {
    this.#open = undefined
  }

  load(name: keyof typeof DIALOGS) {
    return DIALOGS[name]() as Promise<{ default: Component<DialogProps> }>
  }
}

export const dialogs = new ChatDialogs()
