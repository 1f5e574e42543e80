/** Places for the tags beside their boxes: inside the picture, never over another tag. */

export interface Rect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface Tagged {
  readonly id: number
  /** The box on screen. */
  readonly box: Rect
  readonly width: number
  readonly selected: boolean
}

export const tagHeight = 16
const away = 3

const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

const inside = (a: Rect, width: number, height: number): boolean =>
  a.x >= 0 && a.y >= 0 && a.x + a.w <= width && a.y + a.h <= height

function* candidates({ box, width }: Tagged): Generator<Rect> {
  const h = tagHeight
  const above = box.y - away - h
  const below = box.y + box.h + away
  const rights = box.x + box.w - width
  const size = { w: width, h }
  yield { x: box.x - 1, y: above, ...size }
  yield { x: rights + 1, y: above, ...size }
  yield { x: box.x - 1, y: below, ...size }
  yield { x: rights + 1, y: below, ...size }
  yield { x: box.x + box.w + away, y: box.y, ...size }
  yield { x: box.x - away - width, y: box.y, ...size }
  for (let step = 1; step <= 4; step += 1) {
    yield { x: box.x - 1, y: above - step * (h + 2), ...size }
    yield { x: box.x - 1, y: below + step * (h + 2), ...size }
  }
}

/** The selected track's tag is placed first. A tag without a free place is left out: the table beside names it. */
export function placeTags(tagged: readonly Tagged[], width: number, height: number): Map<number, Rect> {
  const places = new Map<number, Rect>()
  const taken: Rect[] = tagged.filter(({ selected }) => selected).map(({ box }) => box)
  const order = [...tagged].sort((a, b) => Number(b.selected) - Number(a.selected) || a.box.y - b.box.y)
  for (const one of order) {
    for (const place of candidates(one)) {
      if (!inside(place, width, height)) continue
      if (taken.some((other) => overlaps(place, other))) continue
      places.set(one.id, place)
      taken.push(place)
      break
    }
  }
  return places
}
