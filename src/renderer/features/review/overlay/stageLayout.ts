/** Sizes of the full frame and the close-up in the place they share. */

export interface StageLayout {
  readonly frame: { readonly width: number; readonly height: number; readonly scale: number }
  readonly close: { readonly width: number; readonly height: number } | null
}

const between = 8
const leastClose = 160
const mostFrame = 0.66

/** The full frame keeps its shape and gets at most two thirds of the width; the close-up gets what is left. */
export function layoutStage(
  width: number,
  height: number,
  videoWidth: number,
  videoHeight: number,
): StageLayout {
  const room = width > 2.5 * leastClose
  const most = room ? (width - between) * mostFrame : width
  const scale = Math.min(most / videoWidth, height / videoHeight)
  const frame = { width: Math.floor(videoWidth * scale), height: Math.floor(videoHeight * scale), scale }
  const rest = width - frame.width - between
  return { frame, close: rest >= leastClose ? { width: rest, height } : null }
}
