/** What a room needs of gifts, in one file that comes with the first of them. */
export { default as AboveLog } from './AboveLog.svelte'
export { default as GiftRow } from './GiftRow.svelte'
