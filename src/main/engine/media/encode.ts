/** Pictures as files for the window: sharp where it loads, else the canvas for photos, else PNG by our own hand. */
import type sharpPackage from 'sharp'
import { loadCanvas } from './canvas.ts'
import type { Picture } from './picture.ts'
import { encodePng } from '../base/png.ts'

export interface Encoded {
  bytes: Buffer
  type: 'image/jpeg' | 'image/png'
}

type Sharp = typeof sharpPackage

let loading: Promise<Sharp | Error> | undefined
/** The package, or why it can't be used; loaded once. */
export const loadSharp = (): Promise<Sharp | Error> => {
  loading ??= isElectronOnLinux
    ? Promise.resolve(new Error("sharp's GLib and Electron's own don't bear each other on Linux"))
    : import('sharp').then(
        (loaded) => loaded.default,
        (error: Error) => error,
      )
  return loading
}

/** There both copies of GLib share their symbols: pictures go missing, and the process may end without a word. */
const isElectronOnLinux = process.platform === 'linux' && process.versions.electron !== undefined

const widestJpeg = 65_500

/** `photo`: JPEG of quality 90 with full colour. `exact`: PNG, every pixel as it is. */
export async function encodePicture(picture: Picture, kind: 'photo' | 'exact'): Promise<Encoded> {
  const photo = kind === 'photo' && Math.max(picture.width, picture.height) <= widestJpeg
  const sharp = await loadSharp()
  if (sharp instanceof Error) return (photo ? await canvasJpeg(picture) : null) ?? ownPng(picture)
  const { rgb, width, height } = picture
  const input = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength)
  const image = sharp(input, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  if (!photo) return { bytes: await image.png({ compressionLevel: 4 }).toBuffer(), type: 'image/png' }
  const bytes = await image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer()
  return { bytes, type: 'image/jpeg' }
}

const ownPng = async (picture: Picture): Promise<Encoded> => ({
  bytes: await encodePng(picture),
  type: 'image/png',
})

/** null = there is no canvas either. */
export async function canvasJpeg({ rgb, width, height }: Picture): Promise<Encoded | null> {
  const loaded = await loadCanvas()
  if (loaded instanceof Error) return null
  const canvas = loaded.createCanvas(width, height)
  const context = canvas.getContext('2d')
  const image = context.createImageData(width, height)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    image.data[to] = rgb[from]!
    image.data[to + 1] = rgb[from + 1]!
    image.data[to + 2] = rgb[from + 2]!
    image.data[to + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return { bytes: await canvas.encode('jpeg', 90), type: 'image/jpeg' }
}
