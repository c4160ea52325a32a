import { mount, unmount, type Component } from 'svelte'

/** Shows a dialog that is seldom wanted, wherever one is: its code is fetched now, and it goes when it is closed. */
export const summon = async <P extends { onclose: () => void }>(
  load: () => Promise<{ default: Component<P> }>,
  props: Omit<P, 'onclose'>
) => {
  const { default: Dialog } = await load()
  const onclose = () => void unmount(dialog, { outro: true })
  const dialog: object = mount(Dialog, { target: document.body, props: { ...props, onclose } as unknown as P })
}
