// Before the first paint, so that the wrong theme never flashes. The choice is kept by lib/theme.svelte.ts.
try {
  const theme = JSON.parse(localStorage.getItem('hearth.theme'))
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // no storage, no choice: the system decides
}
