/** The options of `generate` that make up a recipe: what each preset knows, and what it refuses. */
import fs from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  clutterShapes,
  GenerateRecipe,
  mixes,
  pathFamilies,
  views,
} from '../../../../shared/contract/clipRecipe.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { type ClipKind, clipKinds } from '../../../../shared/words.ts'
import { fraction, positive, whole } from './arguments.ts'
import { UsageError } from './errors.ts'

/** `2-5` or `3`. */
function range(text: string): [number, number] {
  const found = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text)
  if (!found) throw new InvalidArgumentError('Wanted is a number, or two with a dash between: 2-5.')
  return [Number(found[1]), Number(found[2] ?? found[1])]
}

/** `persistent=5,brief=10`: every name one of `names`. */
const named =
  (names: readonly string[], value: (text: string) => number) =>
  (text: string): Record<string, number> =>
    Object.fromEntries(
      text.split(',').map((part) => {
        const [name = '', amount = ''] = part.split('=')
        if (!names.includes(name.trim()))
          throw new InvalidArgumentError(
            `Wanted is NAME=NUMBER, with a comma between; names: ${names.join(', ')}.`,
          )
        return [name.trim(), value(amount.trim())]
      }),
    )

const clips = whole(1, 1_000_000_000)
const tracks = ['persistent', 'brief', 'noise']

export function addRecipeOptions(command: Command): Command {
  return command
    .option('--count <n>', 'how many clips, or scenes', clips)
    .option(
      '--kinds <kinds>',
      'clips of each kind: persistent=40,brief=40,noise=10,mixed=10',
      named(clipKinds, whole(0)),
    )
    .option('--seed <n>', 'the same seed gives the same clips (42)', whole(0, 0xffff_ffff))
    .option('--frames <n>', 'frames of a clip (classic 25, realistic 50, transients 32)', whole(1))
    .option('--fps <rate>', 'frames a second (10)', positive)
    .option('--size <px>', 'height of a picture, and width without --width (128; transients 64)', whole(1))
    .option('--width <px>', 'width of a picture', whole(1))
    .option('--height <px>', 'height of a picture, where the preset has one of its own', whole(1))
    .addOption(new Option('--view <view>', 'how the scene is seen; all = four side by side').choices(views))
    .addOption(new Option('--families <family...>', 'paths of moving objects').choices(pathFamilies))
    .option('--line-width <points>', 'width of the trail (2)', positive)
    .option('--point-size <points>', 'area of a moving object, in square points (50)', positive)
    .addOption(
      new Option('--trail <place>', 'trail under or over the point (under)').choices(['under', 'over']),
    )
    .addOption(new Option('--mix <mix>', 'a published mix of disturbance').choices(Object.keys(mixes)))
    .option('--clutter <share>', 'density of the clutter, 0–1', fraction)
    .option('--transient-clutter <from-to>', 'objects of clutter that come and go, a clip', range)
    .option('--persistent-clutter <from-to>', 'objects of clutter that stay, a clip', range)
    .option(
      '--objects <file.json>',
      `list of objects of clutter: {shape: ${clutterShapes.join('|')}, size, grey, position, appears, vanishes, path}`,
    )
    .option('--noise <level>', 'pixel noise, 0–1', fraction)
    .option('--cameras <n>', 'realistic: 1, or 2 that see the same objects (2)', whole(1, 2))
    .option('--tracks <from-to>', 'realistic: tracks a scene and camera (5-9)', range)
    .option(
      '--shares <shares>',
      'realistic: persistent=0.6,brief=0.3; the rest is noise',
      named(tracks.slice(0, 2), fraction),
    )
    .option(
      '--per-scene <tracks>',
      'realistic: persistent=2,brief=3,noise=2 in every scene',
      named(tracks, whole(0)),
    )
    .option('--jitter <px>', 'realistic: deviation of a box’s centre (0.5)', fractionOf(20))
    .option('--transients <from-to>', 'transients: discs that pass, a clip (1-6)', range)
    .addOption(
      new Option('--detector <name>', 'tracker: the detector of all scenes').choices([
        'sharp',
        'ordinary',
        'weak',
        'cleaned',
      ]),
    )
    .option('--empty <share>', 'tracker: share of the scenes in which nobody is (0.08)', fraction)
    .option('--recipe <file.json>', 'all of this as a file; options given beside it count more')
}

const fractionOf = (most: number) => (text: string) => {
  const value = Number(text)
  if (!(value >= 0 && value <= most)) throw new InvalidArgumentError(`Wanted is a number from 0 to ${most}.`)
  return value
}

const isRecipeOption = (name: string) =>
  !['json', 'name', 'large', 'report', 'recipe', 'mix', 'objects'].includes(name)

/** The recipe that the options ask for. Throws UsageError for an option that the preset does not have. */
export function recipeFrom(options: Record<string, unknown>): GenerateRecipe {
  const file = options['recipe'] as string | undefined
  const mix = options['mix'] as keyof typeof mixes | undefined
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => isRecipeOption(name)))
  const objects = options['objects'] as string | undefined
  const asked: Record<string, unknown> = {
    ...(file === undefined ? {} : (readJson(file) as object)),
    ...(mix ? mixes[mix] : {}),
    ...(objects === undefined ? {} : { objects: readJson(objects) }),
    ...own,
  }
  if (asked['kinds']) asked['kinds'] = everyKind(asked['kinds'] as Record<ClipKind, number>)
  const schema = GenerateRecipe.options.find(
    (option) => option.shape.preset.safeParse(asked['preset']).success,
  )
  if (!schema) throw new UsageError('Say which set: --preset classic, or a recipe that names one.')
  const known = Object.keys(schema.shape)
  const foreign = Object.keys(asked).find((name) => !known.includes(name))
  if (foreign !== undefined)
    throw new UsageError(
      `The preset ${String(asked['preset'])} has no ${flag(foreign)}. It has ${known
        .filter((name) => name !== 'preset')
        .map(flag)
        .join(', ')}.`,
    )
  const parsed = schema.safeParse(asked)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new TracksieveError(
    'VALIDATION',
    `${flag(String(issue?.path[0] ?? 'recipe'))}: ${issue?.message ?? 'cannot be read'}.`,
    'Change it; see generate --help.',
  )
}

const flag = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

const everyKind = (kinds: Partial<Record<ClipKind, number>>) =>
  Object.fromEntries(clipKinds.map((kind) => [kind, kinds[kind] ?? 0]))

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    throw new TracksieveError(
      'VALIDATION',
      `${file} cannot be read: ${(error as Error).message}`,
      'Correct the file.',
    )
  }
}
