/** What waits: for an issue by its number, or for a feature that does not exist yet. */
export interface Waiting {
  row: number
  what: string
  waitsFor?: number
  later?: string
}

export const waiting: Waiting[] = [
  { row: 27, what: 'a query that breaks the syntax of the index', later: 'search of messages' },
  { row: 56, what: 'no emoji, the 21st, the same twice', later: 'reactions' },
  { row: 57, what: '51 of them, everyone without the right', later: 'mentions' },
  { row: 74, what: 'animations of 1,000 frames, HEIC, AVIF', later: 'pictures in messages' },
  { row: 75, what: 'names of files', later: 'files in messages' },
  { row: 76, what: 'quota, two files, no field', later: 'files in messages' },
  { row: 77, what: 'a file of a room that one has left, ranges', later: 'files in messages' },
  { row: 78, what: 'addresses that lead inside', later: 'link previews' }
]
