/** `tracksieve demo`: the whole loop on generated clips, in one folder: what it made, how good it is, where it lies. */
import fs from 'node:fs'
import path from 'node:path'
import { TracksieveError } from '../../../../shared/errors.ts'
import { acting, command } from '../commandLine/command.ts'
import { makeDemo } from '../commandLine/demo.ts'
import { figureHeader, figureRows } from '../commandLine/figures.ts'
import { toRunDocument } from '../commandLine/runs.ts'
import { formatTable } from '../commandLine/table.ts'

function refuseFilled(folder: string): void {
  if (!fs.existsSync(folder) || fs.readdirSync(folder).length === 0) return
  const hint = 'Name a folder that is empty or not there: tracksieve demo FOLDER.'
  throw new TracksieveError('CONFLICT', `${folder} is not empty.`, hint)
}

export const demo = command(
  'demo',
  'a small project from start to end: clips, model, figures, filtered tracks, film',
)
  .argument('[folder]', 'where it goes', 'tracksieve-demo')
  .action(
    acting(async (output, given: string) => {
      const folder = path.resolve(given)
      refuseFilled(folder)
      const there = fs.existsSync(folder)
      fs.mkdirSync(folder, { recursive: true })
      try {
        const begun = performance.now()
        const { run, clips, filtered, files } = await makeDemo(folder, output)
        const seconds = (performance.now() - begun) / 1000
        const { tracks, kept } = filtered
        const removed = tracks - kept
        const document = {
          folder,
          total_seconds: seconds,
          clips,
          ...toRunDocument(run),
          filter: { tracks, kept, removed },
          files,
        }
        const { parameters, backend, epochs } = run
        const head = `${clips} clips, ${tracks} tracks; a model of ${parameters} parameters, ${epochs.length} epochs on ${backend}`
        const figures = formatTable(figureHeader, figureRows(run.test, run.testClips, run.baselines))
        const written = formatTable(
          ['made', 'path', 'bytes'],
          files.map(({ name, path: place, bytes }) => [name, place, bytes]),
        )
        const note = `The filter kept ${kept} of ${tracks} tracks. All in ${seconds.toFixed(1)} s.`
        output.result(document, `${head}\n\nOn the test part:\n${figures}\n\n${note}\n\n${written}`)
      } catch (thrown) {
        const left = there ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [folder]
        for (const place of left) fs.rmSync(place, { recursive: true, force: true })
        throw thrown
      }
    }),
  )
