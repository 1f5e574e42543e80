/** Where the camera sees the objects. A re-fitted camera shows another cube in every frame, a fixed one always the same. */
import {
  type Limits,
  limitsAround,
  type PictureSize,
  type Pixel,
  type Projection,
  projection,
  type View,
} from './camera.ts'

/** What sight needs of an object of the scene. */
export interface Placed {
  label: string
  first: number
  end: number
  path: Float64Array
}

export interface Sight {
  /** Does every frame show the same part of space? */
  fixed: boolean
  /** Centre of an object in its frame `at`, as the camera of frame `frame` sees it (a trail's points are older). */
  pixel(object: Placed, at: number, frame?: number): Pixel
}

export function lookAt(view: View, size: PictureSize, frames: number, objects: readonly Placed[]): Sight {
  if (view !== '3d_refit') {
    const project = projection(view, size)
    return { fixed: true, pixel: (object, at) => project(...pointAt(object, at)) }
  }
  const cameras: Projection[] = Array.from({ length: frames }, (_, frame) =>
    projection(view, size, refitted(objects, frame)),
  )
  return { fixed: false, pixel: (object, at, frame = at) => cameras[frame]!(...pointAt(object, at)) }
}

export const isThere = (object: Placed, frame: number): boolean => frame >= object.first && frame < object.end

/** In the unit cube. What stands still has one point for all frames. */
function pointAt({ path, first }: Placed, frame: number): [number, number, number] {
  const at = path.length === 3 ? 0 : (frame - first) * 3
  return [path[at]!, path[at + 1]!, path[at + 2]!]
}

/** Around all trails that frame `frame` shows; the unit cube while there is none. */
function refitted(objects: readonly Placed[], frame: number): Limits {
  const points: [number, number, number][] = []
  for (const object of objects) {
    if (object.label === 'noise' || !isThere(object, frame)) continue
    for (let at = object.first; at <= frame; at += 1) points.push(pointAt(object, at))
  }
  return limitsAround(points)
}
