/** `tracksieve export`: tracks as MOTChallenge results, labels and scores as CSV, clips as videos.npy. */
import path from 'node:path'
import { Option } from 'commander'
import type { TrackClass } from '../../../../shared/words.ts'
import { classes } from '../../../../shared/words.ts'
import { fraction, whole } from '../commandLine/arguments.ts'
import { acting, command } from '../commandLine/command.ts'
import type { Output } from '../commandLine/output.ts'
import { type Session, withCatalogue } from '../commandLine/session.ts'

interface Options {
  format: 'mot' | 'csv' | 'npy'
  source?: number
  float?: boolean
  only?: TrackClass[]
  run?: number
  threshold?: number
  video: number[]
  replace?: boolean
}

/** Scores of another run than the shown one: shown for the export, then the former again. */
async function withRun<T>(session: Session, run: number | undefined, work: () => Promise<T>): Promise<T> {
  const { client, watch } = session
  const before = (await client.catalogue.current())!.currentRun
  if (run === undefined || run === before) return work()
  const show = async (id: number): Promise<void> => {
    const { job } = await client.learning.show({ run: id })
    if (job !== null) await watch(job)
  }
  await show(run)
  try {
    return await work()
  } finally {
    if (before !== null) await show(before)
  }
}

async function exportClips(output: Output, session: Session, out: string, options: Options): Promise<void> {
  const { result } = await session.run(() =>
    session.client.generate.exportClips({
      source: options.source ?? null,
      type: options.float === true ? 'float32' : 'uint8',
      out: path.resolve(out),
      replace: options.replace === true,
    }),
  )
  output.result(
    result,
    `${String(result.clips)} clips in ${String(result.path)}, ${Math.ceil(Number(result.bytes) / 2 ** 20)} MiB, compared with their recipe`,
  )
}

export const exportTracks = command('export', 'write tracks, labels and scores, or clips, to files')
  .argument('<catalogue>', 'folder NAME.tracksieve')
  .argument('<out>', 'a file; for several sequences as mot, and for npy, a folder')
  .addOption(
    new Option('--format <format>', 'mot = results files, csv = labels and scores, npy = clips as videos.npy')
      .choices(['mot', 'csv', 'npy'])
      .makeOptionMandatory(),
  )
  .addOption(
    new Option('--only <class...>', 'only tracks with these labels (without label: predictions)').choices(
      classes,
    ),
  )
  .option('--run <id>', 'scores of this run; absent = the run that is shown', whole(1))
  .option('--threshold <score>', 'only tracks with at least this score', fraction)
  .option(
    '--video <id>',
    'only tracks of this video; may be repeated',
    (text, before: number[]) => [...before, whole(1)(text)],
    [] as number[],
  )
  .option('--source <id>', 'npy: which set; absent = the only one', whole(1))
  .option('--float', 'npy: float32 from 0 to 1 instead of uint8')
  .option('--replace', 'replace what exists')
  .action(
    acting(async (output, folder: string, out: string, options: Options) => {
      await withCatalogue(output, folder, async (session) => {
        if (options.format === 'npy') return exportClips(output, session, out, options)
        const { format } = options
        const { result } = await withRun(session, options.run, () =>
          session.run(() =>
            session.client.exports.tracks({
              format,
              videos: options.video.length > 0 ? options.video : null,
              threshold: options.threshold ?? null,
              only: options.only ?? null,
              out: path.resolve(out),
              replace: options.replace === true,
            }),
          ),
        )
        output.result(
          result,
          `${String(result.tracks)} of ${String(result.of)} tracks in ${String(result.path)}`,
        )
      })
    }),
  )
