/** `tracksieve score`: SCORES.csv of tracks in files. */
import path from 'node:path'
import { acting, command } from '../commandLine/command.ts'
import { withEngine } from '../commandLine/session.ts'
import { type FileOptions, scoreFiles, toScoredDocument, withFileOptions } from '../commandLine/trackFiles.ts'

export const score = withFileOptions(
  command('score', 'score tracks in files with a model; no catalogue needed'),
  'SCORES.csv: sequence,track_id,frames,score,kept',
)
  .option('--inputs <file>', 'write also what the model takes of each track, for its ONNX file (safetensors)')
  .option(
    '--decisions <file>',
    'write also what the model decides at each box, as a filter in a tracker would (CSV)',
  )
  .action(
    acting(async (output, input: string, options: FileOptions & { inputs?: string; decisions?: string }) => {
      await withEngine(output, async (session) => {
        const out = path.resolve(options.out)
        const inputs = options.inputs === undefined ? null : path.resolve(options.inputs)
        const decisions = options.decisions === undefined ? null : path.resolve(options.decisions)
        const files = [out, inputs, decisions].filter((file) => file !== null)
        session.engine.trackFiles.mustBeFree(files, options.replace === true)
        const scored = await scoreFiles(session, output, input, options)
        const work = { signal: session.signal, progress: output.progress, send() {} }
        if (decisions) {
          const model = path.resolve(options.model)
          await session.engine.trackFiles.writeDecisions(
            scored,
            model,
            decisions,
            options.replace === true,
            work,
          )
        }
        if (inputs) {
          await session.engine.trackFiles.writeInputs(scored, path.resolve(options.model), inputs, work)
        }
        await session.engine.trackFiles.writeScores(scored, out, options.replace === true)
        const text = `${scored.tracks} tracks scored, ${scored.kept} at or above ${scored.threshold}: ${out}`
        output.result({ ...toScoredDocument(scored, out), inputs, decisions }, text)
      })
    }),
  )
