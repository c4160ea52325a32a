/** px of a finished profile picture, each way */
const SIDE = 512
const QUALITY = 0.9

const context = (width: number, height: number) => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const drawing = canvas.getContext('2d')
  if (!drawing) throw new Error('This browser cannot draw pictures.')
  drawing.imageSmoothingQuality = 'high'
  return { canvas, drawing }
}

const bytesOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be read.'))), type, QUALITY)
  )

/** The picture turned by a quarter, clockwise. */
export const quarterTurn = async (picture: ImageBitmap) => {
  const { canvas, drawing } = context(picture.height, picture.width)
  drawing.translate(picture.height, 0)
  drawing.rotate(Math.PI / 2)
  drawing.drawImage(picture, 0, 0)
  return createImageBitmap(canvas)
}

/** Something an `<img>` can show. */
export const addressOf = async (picture: ImageBitmap) => {
  const { canvas, drawing } = context(picture.width, picture.height)
  drawing.drawImage(picture, 0, 0)
  return URL.createObjectURL(await bytesOf(canvas, 'image/webp'))
}

/** A square of the picture as a small WebP (PNG where the browser cannot write WebP). */
export const cut = async (picture: ImageBitmap, area: { x: number; y: number; width: number; height: number }) => {
  const { canvas, drawing } = context(SIDE, SIDE)
  drawing.drawImage(picture, area.x, area.y, area.width, area.height, 0, 0, SIDE, SIDE)
  return bytesOf(canvas, 'image/webp')
}
