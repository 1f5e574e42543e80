/** What a set consists of: how many clips of each kind, which kind an index is, and which recipes are refused. */
import { type ClassicRecipe, type ClipRecipe, shapeOf } from '../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../shared/errors.ts'
import { type ClipKind, clipKinds } from '../../../shared/words.ts'
import { mixBits } from '../base/random.ts'

/** Raised whenever the same recipe would give other tracks or other bytes. */
export const generatorVersion = 1

export type KindCounts = Record<ClipKind, number>

/** The published counts, and a twenty-fifth of them. */
const publishedKinds: Record<ClassicRecipe['preset'], KindCounts> = {
  classic: { persistent: 1000, brief: 1000, noise: 250, mixed: 250 },
  quick: { persistent: 40, brief: 40, noise: 10, mixed: 10 },
}

const mostClips = 1_000_000_000
const mostClipBytes = 512 * 1024 * 1024

export const refuse = (message: string, hint: string) => new TracksieveError('VALIDATION', message, hint)

/** Classic clips of each kind; throws VALIDATION for a recipe that cannot be made. */
export function kindCounts(recipe: ClassicRecipe): KindCounts {
  const { count, kinds } = recipe
  const counts = kinds ? { ...kinds } : share(publishedKinds[recipe.preset], count)
  const total = sum(counts)
  if (kinds && count !== undefined && count !== total)
    throw refuse(
      `The kinds add up to ${total} clips, but ${count} were asked for.`,
      'Give the number of each kind, or one number for all, not both.',
    )
  refuseSize(recipe, total)
  return counts
}

/** What no set may be, whatever its preset. */
export function refuseSize(recipe: ClipRecipe, clips: number): void {
  if (clips === 0) throw refuse('A set needs at least one clip.', 'Give at least one kind a number above 0.')
  if (clips > mostClips)
    throw refuse(
      `${clips.toLocaleString('en')} clips are too many for one set.`,
      `Make at most ${mostClips.toLocaleString('en')}; several sets fit into one catalogue.`,
    )
  const { frames, width, height } = shapeOf(recipe)
  if (clipBytes(recipe) > mostClipBytes)
    throw refuse(
      `One clip of ${frames} frames of ${width} × ${height} pixels would need ${Math.ceil(clipBytes(recipe) / 2 ** 20)} MB.`,
      'Choose fewer frames or a smaller picture; a clip may have 512 MB.',
    )
}

export const sum = (counts: KindCounts): number => clipKinds.reduce((total, kind) => total + counts[kind], 0)

/** `count` clips in the proportions of `kinds`; what rounding leaves goes to the largest remainders. */
function share(kinds: KindCounts, count = sum(kinds)): KindCounts {
  const whole = sum(kinds)
  const parts = clipKinds.map((kind) => {
    const exact = kinds[kind] * count
    return { kind, clips: Math.floor(exact / whole), rest: exact % whole }
  })
  const left = count - parts.reduce((total, part) => total + part.clips, 0)
  const byRest = [...parts].sort((one, other) => other.rest - one.rest)
  for (const part of byRest.slice(0, left)) part.clips += 1
  return Object.fromEntries(parts.map(({ kind, clips }) => [kind, clips])) as KindCounts
}

/** Bytes of one frame, uint8 RGB. */
export function frameBytes(recipe: ClipRecipe): number {
  const { width, height } = shapeOf(recipe)
  return width * height * 3
}

/** Bytes of one clip, uint8 RGB. */
export const clipBytes = (recipe: ClipRecipe): number => recipe.frames * frameBytes(recipe)

/** NOT_FOUND past the clip's end. */
export function refuseFrame({ frames }: ClipRecipe, frame: number): void {
  if (Number.isInteger(frame) && frame >= 0 && frame < frames) return
  throw new TracksieveError(
    'NOT_FOUND',
    `The clip has no frame ${frame}.`,
    `Its frames are numbered 0 to ${frames - 1}.`,
  )
}

/** NOT_FOUND past the set's end. */
export function refuseIndex(total: number, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < total) return
  throw new TracksieveError(
    'NOT_FOUND',
    `The set has no clip ${index}.`,
    `Its clips are numbered 0 to ${total - 1}.`,
  )
}

/** The kind of classic clip `index`: the kinds are shuffled over the set by its seed. Throws NOT_FOUND past its end. */
export function kindOfIndex(recipe: ClassicRecipe, index: number): ClipKind {
  const counts = kindCounts(recipe)
  const total = sum(counts)
  refuseIndex(total, index)
  let place = shuffledPlace(index, total, recipe.seed)
  for (const kind of clipKinds) {
    if (place < counts[kind]) return kind
    place -= counts[kind]
  }
  throw new Error('unreachable: the counts add up to the total')
}

/**
 * A one-to-one map of 0 … total−1 onto itself, shuffled, without a list of `total` entries:
 * a Feistel network over the next power of four, applied again while it leaves the range.
 */
export function shuffledPlace(index: number, total: number, seed: number): number {
  let half = 1
  while (1 << (2 * half) < total) half += 1
  const mask = (1 << half) - 1
  let place = index
  do {
    let left = place >>> half
    let right = place & mask
    for (let round = 0; round < 6; round += 1) {
      const mixed = mixBits(mixBits(right ^ Math.imul(round + 1, 0x9e3779b9)) ^ seed) & mask
      const next = left ^ mixed
      left = right
      right = next
    }
    place = (left << half) | right
  } while (place >= total)
  return place
}
