/** The steps of the demonstration, each through the contract as the window takes it. */
import fs from 'node:fs'
import path from 'node:path'
import type { EngineClient } from '../../../../shared/contract/index.ts'
import { toCommandError } from './errors.ts'
import type { Output } from './output.ts'
import { type Session, withCatalogue } from './session.ts'
import { scoreFiles } from './trackFiles.ts'

export interface Made {
  name: string
  path: string
  bytes: number
}

function sizeOf(place: string): number {
  if (!fs.statSync(place).isDirectory()) return fs.statSync(place).size
  return fs.readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0)
}

/** A clip with objects and false tracks at once has the most to show. */
async function clipToShow(client: EngineClient): Promise<number> {
  const videos = await client.videos.list()
  const best = videos.find(({ clipKind }) => clipKind === 'mixed') ?? videos[0]
  return best!.id
}

/** A machine without ffmpeg gets everything but the film, and is told. */
async function makeFilm({ client, run }: Session, output: Output, out: string): Promise<void> {
  const video = await clipToShow(client)
  try {
    await run(() => client.exports.film({ video, options: {}, out }))
  } catch (thrown) {
    const error = toCommandError(thrown)
    if (error.code === 'CANCELLED') throw error
    output.note(`No film: ${error.message} ${error.hint}`)
  }
}

/** Generates, trains, filters its own tracks as files, exports. `folder` exists and is empty. */
export function makeDemo(folder: string, output: Output) {
  const at = (name: string): string => path.join(folder, name)
  return withCatalogue(
    output,
    at('demo.tracksieve'),
    async (session) => {
      const { client, run, engine, signal } = session
      await run(() => client.generate.start({ recipe: { preset: 'quick' } }))
      let id = 0
      await run(async () => {
        const started = await client.learning.train({ recipe: {} })
        id = started.run
        return started
      })
      await run(() => client.exports.model({ run: id, out: at('demo.tracksieve-model') }))
      await run(() => client.exports.tracks({ format: 'mot', out: at('tracks') }))
      await run(() => client.exports.tracks({ format: 'csv', out: at('labels.csv') }))
      const options = { model: at('demo.tracksieve-model'), out: '' }
      const filtered = await scoreFiles(session, output, at('tracks'), options)
      await engine.trackFiles.writeScores(filtered, at('scores.csv'), false)
      await engine.trackFiles.writeKept(filtered, at('kept'), false, {
        signal,
        progress: output.progress,
        send() {},
      })
      await makeFilm(session, output, at('clip.mp4'))
      const names: [string, string][] = [
        ['catalogue', 'demo.tracksieve'],
        ['model', 'demo.tracksieve-model'],
        ['tracks', 'tracks'],
        ['labels and scores', 'labels.csv'],
        ['scores of the filter', 'scores.csv'],
        ['tracks that it kept', 'kept'],
        ['film of a clip', 'clip.mp4'],
      ]
      const files = names
        .filter(([, file]) => fs.existsSync(at(file)))
        .map(([name, file]): Made => ({ name, path: at(file), bytes: sizeOf(at(file)) }))
      return {
        run: await client.learning.run({ run: id }),
        clips: (await client.videos.list()).length,
        filtered,
        files,
      }
    },
    { create: true },
  )
}
