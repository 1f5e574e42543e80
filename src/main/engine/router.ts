/** Binds the contract's routes to the faces: nothing else happens here. */
import { implement } from '@orpc/server'
import { contract } from '../../shared/contract/index.ts'
import type { Engine } from './createEngine.ts'
import { refusals } from './refusals.ts'

export function createRouter({ faces }: Engine) {
  const os = implement(contract).use(refusals)
  const { workspace, library, jobs, generate, interchange, learning, media, pretraining, tokenizers } = faces
  return os.router({
    engine: {
      info: os.engine.info.handler(() => workspace.engineRoutes.info()),
      doctor: os.engine.doctor.handler(() => workspace.engineRoutes.doctor()),
      settings: {
        get: os.engine.settings.get.handler(() => workspace.engineRoutes.settings.get()),
        set: os.engine.settings.set.handler(({ input }) => workspace.engineRoutes.settings.set(input)),
      },
      browse: os.engine.browse.handler(({ input }) => workspace.engineRoutes.browse(input)),
    },
    catalogue: {
      current: os.catalogue.current.handler(() => workspace.routes.current()),
      open: os.catalogue.open.handler(({ input }) => workspace.routes.open(input)),
      create: os.catalogue.create.handler(({ input }) => workspace.routes.create(input)),
      sample: os.catalogue.sample.handler(() => workspace.routes.sample()),
      close: os.catalogue.close.handler(() => workspace.routes.close()),
      recent: os.catalogue.recent.handler(() => workspace.routes.recent()),
      forget: os.catalogue.forget.handler(({ input }) => workspace.routes.forget(input)),
      sources: os.catalogue.sources.handler(() => workspace.routes.sources()),
    },
    videos: {
      get: os.videos.get.handler(({ input }) => library.videos.get(input)),
      list: os.videos.list.handler(() => library.videos.list()),
      ofSource: os.videos.ofSource.handler(({ input }) => library.videos.ofSource(input)),
      lanes: os.videos.lanes.handler(({ input }) => library.videos.lanes(input)),
      presence: os.videos.presence.handler(({ input }) => library.videos.presence(input)),
      boxes: os.videos.boxes.handler(({ input }) => library.videos.boxes(input)),
    },
    tracks: {
      open: os.tracks.open.handler(({ input }) => library.tracks.open(input)),
      page: os.tracks.page.handler(({ input }) => library.tracks.page(input)),
      find: os.tracks.find.handler(({ input }) => library.tracks.find(input)),
      facets: os.tracks.facets.handler(({ input }) => library.tracks.facets(input)),
      get: os.tracks.get.handler(({ input }) => library.tracks.get(input)),
      scoreLines: os.tracks.scoreLines.handler(({ input }) => library.tracks.scoreLines(input)),
    },
    labels: {
      set: os.labels.set.handler(({ input }) => library.labels.set(input)),
      setInList: os.labels.setInList.handler(({ input }) => library.labels.setInList(input)),
      undo: os.labels.undo.handler(() => library.labels.undo()),
      redo: os.labels.redo.handler(() => library.labels.redo()),
      undoState: os.labels.undoState.handler(() => library.labels.undoState()),
      recent: os.labels.recent.handler(({ input }) => library.labels.recent(input)),
    },
    jobs: {
      list: os.jobs.list.handler(() => jobs.list()),
      get: os.jobs.get.handler(({ input }) => jobs.get(input.job)),
      watch: os.jobs.watch.handler(async function* ({ signal }) {
        yield* jobs.watch(signal)
      }),
      cancel: os.jobs.cancel.handler(({ input }) => {
        jobs.cancel(input.job)
        return {}
      }),
      resume: os.jobs.resume.handler(({ input }) => {
        jobs.resume(input.job)
        return {}
      }),
    },
    generate: {
      estimate: os.generate.estimate.handler(({ input }) => generate.estimate(input)),
      preview: os.generate.preview.handler(({ input }) => generate.preview(input)),
      start: os.generate.start.handler(({ input }) => generate.start(input)),
      brightPixels: os.generate.brightPixels.handler(({ input }) => generate.brightPixels(input)),
      rules: os.generate.rules.handler(({ input, signal }) => generate.rules(input, signal)),
      report: os.generate.report.handler(({ input }) => generate.report(input)),
      reportProgress: os.generate.reportProgress.handler(({ input }) => generate.reportProgress(input)),
      exportPlan: os.generate.exportPlan.handler(({ input }) => generate.exportPlan(input)),
      exportClips: os.generate.exportClips.handler(({ input }) => generate.exportClips(input)),
      inspectClips: os.generate.inspectClips.handler(({ input }) => generate.inspectClips(input)),
      importClips: os.generate.importClips.handler(({ input }) => generate.importClips(input)),
    },
    interchange: {
      inspect: os.interchange.inspect.handler(({ input }) => interchange.inspect(input)),
      start: os.interchange.start.handler(({ input }) => interchange.start(input)),
      undo: os.interchange.undo.handler(({ input }) => interchange.undo(input)),
    },
    pretraining: {
      plan: os.pretraining.plan.handler(({ input }) => pretraining.plan(input)),
      list: os.pretraining.list.handler(() => pretraining.list()),
      train: os.pretraining.train.handler(({ input }) => pretraining.train(input)),
    },
    tokenizers: {
      list: os.tokenizers.list.handler(() => tokenizers.list()),
      train: os.tokenizers.train.handler(({ input }) => tokenizers.train(input)),
      look: os.tokenizers.look.handler(({ input }) => tokenizers.look(input)),
    },
    learning: {
      heads: os.learning.heads.handler(() => learning.heads()),
      plan: os.learning.plan.handler(({ input }) => learning.plan(input)),
      train: os.learning.train.handler(({ input }) => learning.train(input)),
      runs: os.learning.runs.handler(() => learning.runs()),
      run: os.learning.run.handler(({ input }) => learning.run(input)),
      show: os.learning.show.handler(({ input }) => learning.show(input)),
      evaluate: os.learning.evaluate.handler(({ input }) => learning.evaluate(input)),
      suspects: os.learning.suspects.handler(({ input }) => learning.suspects(input)),
      sweep: os.learning.sweep.handler(({ input }) => learning.sweep(input)),
      efficiency: os.learning.efficiency.handler(({ input }) => learning.efficiency(input)),
      compare: os.learning.compare.handler(({ input }) => learning.compare(input)),
      comparisons: os.learning.comparisons.handler(() => learning.comparisons()),
      early: os.learning.early.handler(({ input }) => learning.early(input)),
      reports: os.learning.reports.handler(() => learning.reports()),
      sweeps: os.learning.sweeps.handler(() => learning.sweeps()),
      remove: os.learning.remove.handler(({ input }) => learning.remove(input)),
    },
    exports: {
      filmPlan: os.exports.filmPlan.handler(({ input }) => media.filmPlan(input)),
      film: os.exports.film.handler(({ input }) => media.film(input)),
      tracksPlan: os.exports.tracksPlan.handler(({ input }) => interchange.tracksPlan(input)),
      tracks: os.exports.tracks.handler(({ input }) => interchange.tracks(input)),
      model: os.exports.model.handler(({ input }) => learning.model(input)),
    },
  })
}
