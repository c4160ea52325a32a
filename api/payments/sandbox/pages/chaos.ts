import type { Chaos } from '../world.ts'
import { html } from './html.ts'

/** The switches for what goes wrong on purpose. */
export const chaosForm = (chaos: Chaos) =>
  html`<form class="sheet" method="post" action="/sandbox/act">
      <input type="hidden" name="act" value="chaos" />
      <div class="grid">
        ${count('drop', 'Lose the next deliveries (-1: all)', chaos.drop)}
        ${count('duplicate', 'Deliver so many times more', chaos.duplicate)}
        ${count('delay', 'Deliver later (ms)', chaos.delay)} ${apiChoice(chaos)}
        ${count('apiCalls', 'For so many calls (-1: all)', chaos.apiCalls)}
      </div>
      <fieldset>
        <legend>Deliveries</legend>
        ${box('hold', 'Hold back', chaos.hold)} ${box('forge', 'Sign with a wrong secret', chaos.forge)}
        ${box('old', 'Sign ten minutes ago', chaos.old)} ${box('alterAmount', 'Change the amount', chaos.amount)}
        ${box('reserialise', 'Write the body anew after signing', chaos.reserialise)}
      </fieldset>
      <button class="main">Set</button>
    </form>
    <div class="row">
      ${single('release', 'Release, the last first')} ${single('release-in-order', 'Release in order')}
      ${single('calm', 'All off')}
    </div>`

const count = (name: string, label: string, value: number) =>
  html`<div>
    <label for="${name}">${label}</label> <input id="${name}" name="${name}" type="number" value="${value}" />
  </div>`

const box = (name: string, label: string, on: boolean) =>
  html`<label class="choice"><input type="checkbox" name="${name}" ${on && html`checked`} /> ${label}</label>`

const APIS: [Chaos['api'], string][] = [
  ['ok', 'as it should'],
  ['error', 'with 500'],
  ['timeout', 'never'],
  ['lost', 'after the work is done, cut off']
]

const apiChoice = ({ api }: Chaos) =>
  html`<div>
    <label for="api">Answer calls of the API</label>
    <select id="api" name="api">
      ${APIS.map(
        ([value, label]) => html`<option value="${value}" ${value === api && html`selected`}>${label}</option>`
      )}
    </select>
  </div>`

const single = (name: string, label: string) =>
  html`<form method="post" action="/sandbox/act">
    <input type="hidden" name="act" value="${name}" /> <button>${label}</button>
  </form>`
