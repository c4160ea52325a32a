import type { Component } from 'svelte'
import type { IconName } from '../../lib/icons/names.ts'

/** A part of a page like the settings, with an address of its own. */
export interface Section {
  name: string
  title: string
  icon: IconName
  load: () => Promise<{ default: Component }>
}
