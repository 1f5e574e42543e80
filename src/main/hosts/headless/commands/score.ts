/** `tracksieve score`: SCORES.csv of tracks in files. */
import path from 'node:path'
import { acting, command } from '../commandLine/command.ts'
import { withEngine } from '../commandLine/session.ts'
import { type FileOptions, scoreFiles, toScoredDocument, withFileOptions } from '../commandLine/trackFiles.ts'

export const score = withFileOptions(
  command('score', 'score tracks in files with a model; no catalogue needed'),
  'SCORES.csv: sequence,track_id,frames,score,kept',
).action(
  acting(async (output, input: string, options: FileOptions) => {
    await withEngine(output, async (session) => {
      const scored = await scoreFiles(session, output, input, options)
      const out = path.resolve(options.out)
      await session.engine.trackFiles.writeScores(scored, out, options.replace === true)
      const text = `${scored.tracks} tracks scored, ${scored.kept} at or above ${scored.threshold}: ${out}`
      output.result(toScoredDocument(scored, out), text)
    })
  }),
)
