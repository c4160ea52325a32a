/** The only stylesheet of the sandbox. It looks unlike the rest of Hearth on purpose: payment pages are somebody else's. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f5f8, #14161b);
  --sheet: light-dark(#fff, #1d2027);
  --ink: light-dark(#1b1e26, #eceef3);
  --soft: light-dark(#565d6d, #a7adbb);
  --line: light-dark(#8a90a0, #757c8c);
  --act: light-dark(#3a3fb8, #aab0ff);
  --on-act: light-dark(#fff, #14161b);
  --warn: light-dark(#ffe08a, #5a4200);
  --bad: light-dark(#a4161a, #ffb0ac);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
.banner { margin: 0; padding: .5rem 1rem; background: var(--warn); text-align: center; }
main { max-width: 30rem; margin: 1.5rem auto; padding: 0 1rem 3rem; }
main:has(.wide) { max-width: 72rem; }
h1 { margin: 0 0 .25rem; font-size: 1.25rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
.amount { margin: 0 0 1rem; font-size: 2.25rem; font-weight: 650; line-height: 1.2; }
.soft { color: var(--soft); }
.error { padding: .75rem 1rem; border: 1px solid var(--bad); border-radius: .5rem; color: var(--bad); }
.sheet { padding: 1.25rem; border-radius: .75rem; background: var(--sheet); }
fieldset { margin: 1rem 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
label { display: block; margin: .75rem 0 .25rem; }
label.choice { display: flex; gap: .5rem; align-items: center; min-height: 2.75rem; margin: 0; }
input:not([type=radio], [type=checkbox]), select {
  width: 100%;
  min-height: 2.75rem;
  padding: .5rem .75rem;
  border: 1px solid var(--line);
  border-radius: .5rem;
  background: var(--sheet);
  color: inherit;
  font: inherit;
}
button, .button {
  display: inline-block;
  min-height: 2.75rem;
  padding: .6rem 1rem;
  border: 1px solid var(--act);
  border-radius: .5rem;
  background: var(--sheet);
  color: var(--act);
  font: inherit;
  text-decoration: none;
  cursor: pointer;
}
button.main { width: 100%; margin-top: 1rem; background: var(--act); color: var(--on-act); font-weight: 600; }
a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
ul.cards { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0 0; padding: 0; list-style: none; }
ul.cards a { font-size: .875rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .5rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: normal; }
td form { margin-inline-end: .5rem; }
td form, .row { display: inline-flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
td button { min-height: 2.25rem; padding: .25rem .6rem; }
td input:not([type=radio], [type=checkbox]) { width: 6rem; min-height: 2.25rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0 1.5rem; }
code { font-size: .8125rem; }
`
