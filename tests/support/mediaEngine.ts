/** The media face on a real catalogue, with real jobs and threads, and what a test puts into it. */
import { clipDrawing } from '../../src/main/engine/clipDrawing.ts'
import { quietWork } from '../../src/main/engine/base/work.ts'
import type { NewTrack } from '../../src/main/engine/catalogue/records.ts'
import { createJobRunner } from '../../src/main/engine/jobs/runner.ts'
import { createWorkers } from '../../src/main/engine/jobs/workers.ts'
import { createMediaFace } from '../../src/main/engine/media/media.ts'
import { createGenerateFace } from '../../src/main/engine/synthesis/generate.ts'
import { createPreviews } from '../../src/main/engine/synthesis/previews.ts'
import type { ClassicInput } from './clips.ts'
import { Settings } from '../../src/shared/contract/engine.ts'
import { addSource, aTrack, aVideo, temporaryCatalogue } from './catalogue.ts'
import { aRecipe } from './clips.ts'

export function mediaEngine() {
  const { catalogue, remove } = temporaryCatalogue()
  const workers = createWorkers(2)
  const jobs = createJobRunner({ repository: () => catalogue.jobs, version: 'test' })
  const settings = Settings.parse({})
  const parts = {
    catalogue: () => catalogue,
    jobs,
    workers,
    settings: () => settings,
    author: () => 'tester',
  }
  const previews = createPreviews()
  const generate = createGenerateFace(parts, previews)
  const media = createMediaFace(parts, {
    ...clipDrawing(workers, previews),
    recipeOf: generate.recipeOf,
    recentPicture: () => undefined,
    tokenizerPicture: () => undefined,
  })
  return {
    catalogue,
    jobs,
    media,
    generate,
    get: (id: string, range: string | null = null) => media.serve(id, { method: 'GET', range }),
    /** A generated source; its videos. */
    async clips(change: ClassicInput) {
      const job = await jobs.finished(generate.start({ recipe: aRecipe(change) }).job)
      return catalogue.videos.ofSource(Number(job.result.source))
    },
    /** A film as an import leaves it, with tracks. */
    async film(file: string, tracks: Partial<NewTrack>[] = []) {
      const index = await media.probeFilm(file, quietWork())
      await media.rememberFilm(index)
      const { width, height, frames, fps, bytes, fingerprint } = index
      const source = addSource(catalogue, file)
      const film = { path: file, bytes, fingerprint }
      const video = catalogue.videos.add(
        aVideo(source, { name: 'film.mp4', media: 'film', width, height, frames, fps, film }),
      )
      const ids = catalogue.tracks.addMany(
        tracks.map((track, i) => aTrack(video, source, i + 1, track)),
        'someone',
        'import',
      )
      return { video, tracks: ids, index }
    },
    async close() {
      await media.close()
      await jobs.interruptAll()
      await workers.close()
      remove()
    },
  }
}
