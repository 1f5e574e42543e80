/** `tracksieve film`: a video with boxes, labels, scores and trails drawn in, as MP4. */
import path from 'node:path'
import type { EngineClient } from '../../../../shared/contract/index.ts'
import { TracksieveError } from '../../../../shared/errors.ts'
import { fraction } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import { withCatalogue } from '../commandLine/session.ts'

interface Options {
  out: string
  boxes: boolean
  label: boolean
  score: boolean
  trail: boolean
  frameNumber: boolean
  onlyKept?: number
  replace?: boolean
}

/** By name or id. Throws NOT_FOUND, or VALIDATION for a name that several videos have. */
async function findVideo(client: EngineClient, given: string): Promise<number> {
  const all = await client.videos.list()
  const named = all.filter(({ name }) => name === given)
  if (named.length > 1) {
    const ids = named.slice(0, 10).map(({ id }) => id)
    throw new TracksieveError(
      'VALIDATION',
      `${named.length} videos are called “${given}”.`,
      `Give one’s id: ${ids.join(', ')}.`,
    )
  }
  const found = named[0] ?? all.find(({ id }) => String(id) === given)
  if (found) return found.id
  const some = all.slice(0, 5).map(({ id, name }) => `${id} (${name})`)
  throw new TracksieveError(
    'NOT_FOUND',
    `There is no video “${given}”.`,
    `Give its id or its name: ${some.join(', ')}.`,
  )
}

export const film = command('film', 'write a video with its boxes drawn in, as MP4')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .argument('<video>', 'id or name of a video')
  .requiredOption('--out <file>', 'NAME.mp4')
  .option('--no-boxes', 'without boxes')
  .option('--no-label', 'without labels')
  .option('--no-score', 'without scores')
  .option('--no-trail', 'without trails')
  .option('--no-frame-number', 'without frame numbers')
  .option('--only-kept <threshold>', 'only tracks with at least this score', fraction)
  .option('--replace', 'replace a file that exists')
  .action(
    acting(async (output, folder: string, video: string, options: Options) => {
      await withCatalogue(output, folder, async ({ client, run }) => {
        const { boxes, label, score, trail, frameNumber, onlyKept = null } = options
        const id = await findVideo(client, video)
        const job = await run(() =>
          client.exports.film({
            video: id,
            options: { boxes, label, score, trail, frameNumber, onlyKept },
            out: path.resolve(options.out),
            replace: options.replace === true,
          }),
        )
        const [file] = job.artifacts
        const written = { path: file?.path ?? path.resolve(options.out), bytes: file?.bytes ?? 0 }
        output.result({ video: id, film: written, ...job.result }, `${written.path} (${written.bytes} bytes)`)
      })
    }),
  )
