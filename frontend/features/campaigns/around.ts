/** What stands around the sum of a campaign: it comes a moment after it. */
export { default as Contour } from '../../lib/ui/Contour.svelte'
export { default as Gifts } from './Gifts.svelte'
export { default as Share } from './Share.svelte'
export { spanInWords } from './span.ts'
export { default as Story } from './Story.svelte'
export { default as Summary } from './Summary.svelte'
