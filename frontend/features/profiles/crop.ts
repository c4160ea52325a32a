export interface Point {
  x: number
  y: number
}
export interface Size {
  width: number
  height: number
}

/** How large a picture stands in a square box of `box` px, whole. */
export const fitted = ({ width, height }: Size, box: number): Size => {
  const scale = box / Math.max(width, height)
  return { width: width * scale, height: height * scale }
}

/** Keeps the crop square, as wide as the shorter side, inside the picture that was moved by `at` and magnified by `zoom`. */
export const within = (at: Point, shown: Size, zoom: number): Point => {
  const side = Math.min(shown.width, shown.height)
  const limit = (length: number) => Math.max(0, (length * zoom - side) / 2)
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value))
  return { x: clamp(at.x, limit(shown.width)), y: clamp(at.y, limit(shown.height)) }
}

/** One per cent of the shorter side: a step of an arrow key. */
export const step = (shown: Size) => Math.min(shown.width, shown.height) / 100

/** Which way the picture goes for an arrow key; the crop square seems to go the other way. */
export const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 }
}
