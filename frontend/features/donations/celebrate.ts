import { storage } from '../../lib/storage.ts'

const KEY = 'giving.celebrated'
/** gifts whose party is remembered */
const KEPT = 50

/** Confetti, once for each gift, and not for those who want the page to be still. */
export const celebrate = async (donationId: string) => {
  const before = storage.get<string[]>(KEY) ?? []
  if (before.includes(donationId)) return
  storage.set(KEY, [donationId, ...before].slice(0, KEPT))
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const { default: confetti } = await import('canvas-confetti')
  const sky = document.body.appendChild(document.createElement('canvas'))
  sky.ariaHidden = 'true'
  Object.assign(sky.style, {
    position: 'fixed',
    inset: '0',
    inlineSize: '100%',
    blockSize: '100%',
    pointerEvents: 'none'
  })
  // the worker would be a blob: address, which the page's policy forbids
  const throwIt = confetti.create(sky, { useWorker: false, resize: true, disableForReducedMotion: true })
  const colors = coloursOf(['--ember', '--honey', '--pine', '--ember-soft'])
  const each = { colors, particleCount: 70, spread: 70, ticks: 220, shapes: ['star' as const, 'square' as const] }
  await Promise.all([
    throwIt({ ...each, angle: 60, origin: { x: 0, y: 0.75 } }),
    throwIt({ ...each, angle: 120, origin: { x: 1, y: 0.75 } })
  ])
  sky.remove()
}

/** Our tokens in the form that the library reads: it knows hexadecimal only. */
const coloursOf = (tokens: readonly string[]) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const probe = document.body.appendChild(document.createElement('i'))
  const colours = tokens.map((token) => {
    probe.style.color = `var(${token})`
    if (!canvas) return '#cc4400'
    canvas.fillStyle = getComputedStyle(probe).color
    canvas.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0] = canvas.getImageData(0, 0, 1, 1).data
    return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  })
  probe.remove()
  return colours
}
