/** What stands below the story of a campaign to which somebody gave. */
export { default as Supporters } from './Supporters.svelte'
export { default as WhereTheMoneyIs } from './WhereTheMoneyIs.svelte'
