declare module 'virtual:icons' {
  /** Address of the sprite. */
  const sprite: string
  export default sprite
}
