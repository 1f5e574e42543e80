/** Pictures as files for the window: sharp where it loads, else PNG by our own hand. */
import type sharpPackage from 'sharp'
import type { Picture } from './picture.ts'
import { encodePng } from './png.ts'

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
  const sharp = await loadSharp()
  if (sharp instanceof Error) return { bytes: await encodePng(picture), type: 'image/png' }
  const { rgb, width, height } = picture
  const input = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength)
  const image = sharp(input, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  if (kind === 'photo' && Math.max(width, height) <= widestJpeg)
    return {
      bytes: await image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
      type: 'image/jpeg',
    }
  return { bytes: await image.png({ compressionLevel: 4 }).toBuffer(), type: 'image/png' }
}
