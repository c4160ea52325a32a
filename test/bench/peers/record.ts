/** The message that servers without a store send on: about 185 bytes as JSON. */
export interface Said {
  id: string
  roomId: number
  userId: number
  text: string
  createdAt: number
}

let last = 0

export const recordOf = (text: string): Said => ({
  id: `0198f2c4-5b1e-7c3a-9d42-${String(++last).padStart(12, '0')}`,
  roomId: 1,
  userId: 1,
  text,
  createdAt: Date.now()
})

/** What the sender says: `$N` makes its copy known. */
export const TEXT = 'bench#$N and then what one says when one has something to say to all'
