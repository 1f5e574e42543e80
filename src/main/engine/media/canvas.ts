/** The canvas that draws on films: an optional package, and the font that it finds. */
import { fileURLToPath } from 'node:url'
import type * as Canvas from '@napi-rs/canvas'
import { TracksieveError } from '../../../shared/errors.ts'

export type CanvasPackage = typeof Canvas

let loading: Promise<CanvasPackage | Error> | undefined
/** The package, or why it can't be used. */
export const loadCanvas = (): Promise<CanvasPackage | Error> => {
  loading ??= import('@napi-rs/canvas').catch((error: Error) => error)
  return loading
}

/** Throws TOOL_FAILED. */
export async function needCanvas(): Promise<CanvasPackage> {
  const canvas = await loadCanvas()
  if (!(canvas instanceof Error)) return canvas
  throw new TracksieveError(
    'TOOL_FAILED',
    `Films are drawn with the package @napi-rs/canvas, which does not load here: ${canvas.message.split('\n')[0]}.`,
    'Run npm install again (it is an optional package), or export the tracks instead.',
    false,
    canvas,
  )
}

const ownFamily = 'Tracksieve Film'
const inter = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'

/** A font family for CSS: Inter where its package is there, else what the system has. null = there is none at all. */
export function filmFont({ GlobalFonts }: CanvasPackage): string | null {
  if (GlobalFonts.has(ownFamily)) return `"${ownFamily}"`
  try {
    if (GlobalFonts.registerFromPath(fileURLToPath(import.meta.resolve(inter)), ownFamily))
      return `"${ownFamily}"`
  } catch {
    // Only the built window carries Inter there.
  }
  const families = GlobalFonts.families.map(({ family }) => family)
  const plain = families.find((family) =>
    /^(inter|noto sans|dejavu sans|liberation sans|arial|helvetica|segoe ui)$/i.test(family),
  )
  const any = plain ?? families[0]
  return any === undefined ? null : `"${any}"`
}
