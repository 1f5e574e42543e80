/** `tracksieve filter`: tracks in files without those that a model holds for false, in the format they came in. */
import path from 'node:path'
import { acting, command } from '../commandLine/command.ts'
import { withEngine } from '../commandLine/session.ts'
import { type FileOptions, scoreFiles, toScoredDocument, withFileOptions } from '../commandLine/trackFiles.ts'

export const filter = withFileOptions(
  command('filter', 'keep the tracks that a model holds for real, same format out; no catalogue needed'),
  'file of the kept tracks; for several sequences a folder',
).action(
  acting(async (output, input: string, options: FileOptions) => {
    await withEngine(output, async (session) => {
      const scored = await scoreFiles(session, output, input, options)
      const out = path.resolve(options.out)
      const work = { signal: session.signal, progress: output.progress, send() {} }
      await session.engine.trackFiles.writeKept(scored, out, options.replace === true, work)
      const text = `${scored.kept} of ${scored.tracks} tracks kept (score at least ${Number(scored.threshold.toFixed(4))}): ${out}`
      output.result(toScoredDocument(scored, out), text)
    })
  }),
)
