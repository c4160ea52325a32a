/** A steady stream of numbers in [0, 1) from a word (mulberry32). */
const random = (seed: string) => {
  let state = [...seed].reduce((sum, sign) => Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 0x9e3779b1), 0x6d2b79f5)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A gentle land of hills: heights at the crossings of a grid. */
const land = (seed: string, columns: number, rows: number) => {
  const next = random(seed)
  const hills = Array.from({ length: 7 }, () => ({
    x: next() * columns,
    y: next() * rows,
    wide: (0.12 + next() * 0.2) * columns,
    flat: 0.6 + next() * 0.8,
    high: next() < 0.3 ? -0.6 : 0.5 + next() * 0.7
  }))
  const height = (x: number, y: number) =>
    hills.reduce(
      (sum, hill) =>
        sum + hill.high * Math.exp(-(((x - hill.x) / hill.wide) ** 2) - ((y - hill.y) / (hill.wide * hill.flat)) ** 2),
      0
    )
  const across = columns + 1
  const heights = Float64Array.from({ length: across * (rows + 1) }, (_, i) =>
    height(i % across, Math.floor(i / across))
  )
  return (x: number, y: number) => heights[y * across + x] as number
}

type Point = readonly [x: number, y: number]

/** The pieces of one height line in every cell of the grid (marching squares), each with the edges it runs between. */
const pieces = (height: (x: number, y: number) => number, level: number, columns: number, rows: number) => {
  const cross = (ax: number, ay: number, bx: number, by: number): Point | undefined => {
    const [a, b] = [height(ax, ay) - level, height(bx, by) - level]
    if (a < 0 === b < 0) return undefined
    const t = a / (a - b)
    return [ax + (bx - ax) * t, ay + (by - ay) * t]
  }
  const found: [Point, Point][] = []
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const points = [
        cross(x, y, x + 1, y),
        cross(x + 1, y, x + 1, y + 1),
        cross(x, y + 1, x + 1, y + 1),
        cross(x, y, x, y + 1)
      ].filter((point) => point !== undefined)
      for (let i = 0; i + 1 < points.length; i += 2) found.push([points[i] as Point, points[i + 1] as Point])
    }
  return found
}

const key = ([x, y]: Point) => `${x.toFixed(4)} ${y.toFixed(4)}`

/** Pieces that share an end become one line. */
const joined = (all: [Point, Point][]) => {
  const ends = new Map<string, [Point, Point][]>()
  for (const piece of all) for (const end of piece) ends.set(key(end), [...(ends.get(key(end)) ?? []), piece])
  const used = new Set<[Point, Point]>()
  const follow = (line: Point[]) => {
    for (;;) {
      const at = line.at(-1) as Point
      const piece = ends.get(key(at))?.find((candidate) => !used.has(candidate))
      if (!piece) return line
      used.add(piece)
      line.push(key(piece[0]) === key(at) ? piece[1] : piece[0])
    }
  }
  return all.flatMap((piece) => {
    if (used.has(piece)) return []
    used.add(piece)
    return [follow(follow([...piece]).reverse())]
  })
}

/** One path through the middles of a line's pieces: round, and half as long to write. */
const drawn = (line: Point[], scale: number) => {
  const at = ([x, y]: Point) => `${(x * scale).toFixed(1)} ${(y * scale).toFixed(1)}`
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const curves = line.slice(1, -1).map((point, i) => `Q${at(point)} ${at(middle(point, line[i + 2] as Point))}`)
  return `M${at(line[0] as Point)}${curves.join('')}L${at(line.at(-1) as Point)}`
}

/**
 * The height lines of a land that only this `seed` has, as SVG path data for a box of `width` × `height`; every fourth line
 * is a `bold` one.
 */
export const contours = (seed: string, width: number, height: number, step = 20) => {
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)]
  const at = land(seed, columns, rows)
  const levels = Array.from({ length: 16 }, (_, i) => -0.45 + i * 0.11)
  const paths = levels.map((level, i) => ({
    bold: i % 4 === 0,
    path: joined(pieces(at, level, columns, rows))
      .filter((line) => line.length > 3)
      .map((line) => drawn(line, step))
      .join('')
  }))
  return paths.filter(({ path }) => path)
}
