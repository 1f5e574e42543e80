import { describe, expect, it } from 'vitest'
import { columns } from '../../../src/main/engine/base/detections.ts'
import { drawClip, drawFrame } from '../../../src/main/engine/synthesis/draw.ts'
import { kindOfIndex } from '../../../src/main/engine/synthesis/recipe.ts'
import { clipScene, kindOfTracks } from '../../../src/main/engine/synthesis/scene.ts'
import { ClassicRecipe, mixes, shapeOf, viewsOfAll } from '../../../src/shared/contract/clipRecipe.ts'
import type { ClipKind } from '../../../src/shared/words.ts'
import { aRecipe } from '../../support/clips.ts'

const only = (kind: ClipKind, count: number) => ({
  persistent: 0,
  brief: 0,
  noise: 0,
  mixed: 0,
  [kind]: count,
})
const at = (picture: Uint8Array, width: number, x: number, y: number) =>
  Array.from(picture.subarray((Math.floor(y) * width + Math.floor(x)) * 3).subarray(0, 3))

describe('the four views side by side', () => {
  const recipe = aRecipe({ view: 'all', kinds: only('mixed', 6), clutter: 0.3, size: 48 })

  it('are each what the view alone shows', () => {
    expect(shapeOf(recipe)).toMatchObject({ width: 4 * 48, height: 48 })
    for (const [pane, view] of viewsOfAll.entries()) {
      const alone = drawFrame({ ...recipe, view }, 2, 20)
      const whole = drawFrame(recipe, 2, 20)
      for (let y = 0; y < 48; y += 1) {
        const from = (y * 192 + pane * 48) * 3
        expect(whole.subarray(from, from + 144)).toEqual(alone.subarray(y * 144, (y + 1) * 144))
      }
    }
  })

  it('have a track of each object in each view', () => {
    for (let index = 0; index < 6; index += 1) {
      const { tracks } = clipScene(recipe, index)
      expect(kindOfTracks(tracks)).toBe('mixed')
      const panes = tracks
        .filter(({ truth }) => truth === 'persistent')
        .map(({ detections }) => Math.floor(detections[1]! / 48))
      expect(panes.sort()).toEqual([0, 1, 2, 3])
    }
  })
})

describe('a picture that is not square', () => {
  it.each(['xy', '3d_projection', '3d_refit'] as const)(
    'shows its objects where their boxes are (%s)',
    (view) => {
      const recipe = aRecipe({ view, size: 64, width: 150, kinds: only('persistent', 8) })
      for (let index = 0; index < 8; index += 1) {
        const [frame, x, y, w, h] = clipScene(recipe, index).tracks[0]!.detections.subarray(12 * columns)
        const [red, green] = at(drawFrame(recipe, index, frame!), 150, x! + w! / 2, y! + h! / 2)
        expect(red).toBeGreaterThan(200)
        expect(green).toBeLessThan(60)
      }
    },
  )
})

describe('trail and point', () => {
  it('lie as asked, one over the other', () => {
    const recipe = aRecipe({ kinds: only('persistent', 1), families: ['line'], lineWidth: 3, pointSize: 200 })
    const { panes, tracks } = clipScene(recipe, 0)
    const { x, y } = panes[0]!.sight.pixel(panes[0]!.objects[0]!, 24)
    expect(at(drawFrame(recipe, 0, 24), 128, x, y)).toEqual([255, 0, 0])
    const over = { ...recipe, trail: 'over' as const }
    expect(at(drawFrame(over, 0, 24), 128, x, y)).toEqual([51, 0, 204])
    expect(clipScene(over, 0).tracks).toEqual(tracks)
    const clip = drawClip(over, 0)
    expect(clip.subarray(24 * 128 * 128 * 3)).toEqual(drawFrame(over, 0, 24))
  })

  it('are as wide as asked', () => {
    const drawn = (change: object) =>
      drawFrame(aRecipe({ kinds: only('persistent', 1), ...change }), 0, 20).filter((value) => value > 0)
        .length
    expect(drawn({ lineWidth: 6 })).toBeGreaterThan(1.8 * drawn({ lineWidth: 2 }))
    const [small, large] = [25, 400].map(
      (pointSize) =>
        clipScene(aRecipe({ kinds: only('persistent', 1), pointSize }), 0).panes[0]!.objects[0]!.radius,
    )
    expect(large! / small!).toBeCloseTo(4)
  })
})

describe('path families', () => {
  it('are those that were chosen, in whatever order they were named', () => {
    const straight = aRecipe({ kinds: only('persistent', 20), families: ['line'] })
    for (let index = 0; index < 20; index += 1) {
      const { path } = clipScene(straight, index).panes[0]!.objects[0]!
      const middle = [0, 1, 2].map((axis) => (path[axis]! + path[72 + axis]!) / 2)
      for (const axis of [0, 1, 2]) expect(path[36 + axis]).toBeCloseTo(middle[axis]!)
    }
    const one = aRecipe({ families: ['loop', 'line'] })
    const other = aRecipe({ families: ['line', 'loop'] })
    expect(drawClip(one, 0)).toEqual(drawClip(other, 0))
  })
})

describe('objects of clutter', () => {
  const named = (objects: ClassicRecipe['objects'] | object[], frames = 25) =>
    ClassicRecipe.parse({ preset: 'quick', kinds: only('noise', 3), clutter: 0, frames, objects })

  it('stand where and while the recipe says, in every clip', () => {
    const recipe = named([
      { shape: 'star', size: 0.1, grey: 255, position: [0.25, 0.75, 0.5], appears: 5, vanishes: 9 },
    ])
    for (let index = 0; index < 3; index += 1) {
      const { tracks, kind } = clipScene(recipe, index)
      expect(kind).toBe('noise')
      expect(tracks.map(({ detections }) => detections.length / columns)).toEqual([4])
      expect(at(drawFrame(recipe, index, 5), 128, 32, 32)).toEqual([153, 153, 153])
      expect(at(drawFrame(recipe, index, 4), 128, 32, 32)).toEqual([0, 0, 0])
      expect(at(drawFrame(recipe, index, 9), 128, 32, 32)).toEqual([0, 0, 0])
    }
  })

  it('follow a path of their own, hold its last place, and leave nothing behind', () => {
    const recipe = named([
      {
        shape: 'square',
        size: 0.04,
        grey: 255,
        path: [
          [0.1, 0.5, 0],
          [0.5, 0.5, 0],
          [0.9, 0.5, 0],
        ],
      },
      { shape: 'circle', size: 0.04, grey: 100, path: 'helix' },
    ])
    const clip = drawClip(recipe, 1)
    for (const [frame, x] of [
      [0, 12.8],
      [1, 64],
      [2, 115.2],
      [24, 115.2],
    ] as const) {
      const picture = clip.subarray(frame * 128 * 128 * 3, (frame + 1) * 128 * 128 * 3)
      expect(at(picture, 128, x, 64)[0]).toBeGreaterThan(140)
      expect(picture).toEqual(drawFrame(recipe, 1, frame))
    }
  })

  it('are as many as the mix says, and the rest is as without it', () => {
    for (const mix of ['light', 'medium', 'heavy'] as const) {
      const recipe = ClassicRecipe.parse({ preset: 'quick', kinds: only('noise', 30), ...mixes[mix] })
      const background = Math.max(0, Math.floor(recipe.clutter * 20 + 1e-9))
      const [least, most] = [0, 1].map(
        (i) => recipe.transientClutter[i]! + recipe.persistentClutter[i]! + background,
      )
      const counts = Array.from({ length: 30 }, (_, index) => clipScene(recipe, index).tracks.length)
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(least!)
      expect(Math.max(...counts)).toBeLessThanOrEqual(most!)
      expect(new Set(counts).size).toBeGreaterThan(1)
    }
  })

  it('never leave a noise clip without anything', () => {
    const recipe = named([{ appears: 24, position: [0.5, 0.5, 0.5] }], 12)
    for (let index = 0; index < 3; index += 1) {
      expect(clipScene(recipe, index).tracks.length).toBeGreaterThan(0)
      expect(kindOfIndex(recipe, index)).toBe('noise')
    }
  })
})

describe('numbers that make no sense', () => {
  it.each([
    [{ frames: 0 }],
    [{ noise: Number.NaN }],
    [{ clutter: -0.1 }],
    [{ lineWidth: -2 }],
    [{ fps: 0 }],
    [{ families: [] }],
    [{ transientClutter: [3, 1] }],
    [{ objects: [{ shape: 'heart' }] }],
    [{ size: 12.5 }],
    [{ view: 'zz' }],
    [{ count: 10 ** 12 }],
  ])('are refused: %j', (change) => {
    expect(ClassicRecipe.safeParse({ preset: 'classic', ...change }).success).toBe(false)
  })
})
