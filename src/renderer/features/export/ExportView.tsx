/** What leaves the product: chosen at the left, with what will be written, how large and where; below what was written. */
import { Captions, Clapperboard, Download, Film, Funnel, Tags } from 'lucide-react'
import { useState } from 'react'
import type { Video } from '../../../shared/contract/videos.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useHandlers } from '../../state/commands.ts'
import { openDialog } from '../../state/dialogs.ts'
import { errorOf } from '../../state/messages.ts'
import { useCatalogue, useRuns, useSources, useVideos } from '../../state/queries.ts'
import { trackRows, useTrackList } from '../../state/trackList.ts'
import { useRoute } from '../../state/route.ts'
import {
  choicesFrom,
  type ExportChoices,
  type GivenChoices,
  exportKinds,
  type ExportKind,
  startExport,
  usePlan,
} from './choices.ts'
import { ExportOptions } from './ExportOptions.tsx'
import { ExportTarget } from './ExportTarget.tsx'
import { WrittenFiles } from './WrittenFiles.tsx'
import './exportCommands.ts'
import './export.css'

const kindWords: Record<ExportKind, { title: string; text: string; icon: typeof Film }> = {
  film: {
    title: 'A film',
    text: 'A video or clip with boxes, labels, scores and trails drawn in',
    icon: Film,
  },
  tracks: {
    title: 'The tracks, filtered',
    text: 'What the model keeps, as MOTChallenge results',
    icon: Funnel,
  },
  labels: { title: 'The labels', text: 'Every labelled track, as a table (CSV)', icon: Tags },
  clips: {
    title: 'A set of clips',
    text: 'Pixels and tracks for NumPy: videos.npy, metadata.json',
    icon: Clapperboard,
  },
  model: { title: 'The model', text: 'A run as one file, for the command line', icon: Captions },
}

function wordsOf(error: unknown): string {
  const { message, hint } = errorOf(error)
  return `${message} ${hint}`
}

const hasPictures = ({ media }: Pick<Video, 'media'>): boolean => media !== 'none'

export function ExportView() {
  const catalogue = useCatalogue().data
  const videos = useVideos().data ?? []
  const inHand = trackRows.at(useTrackList((state) => state.position))
  const videoInHand = inHand && hasPictures(inHand) ? inHand.video : undefined
  const runs = (useRuns().data ?? []).filter((run) => run.state === 'done')
  const sets = (useSources().data ?? []).filter(({ clips }) => clips)
  const [chosen, setChosen] = useState<GivenChoices>(() => choicesFrom(useRoute.getState().params))
  const [refusal, setRefusal] = useState<string | null>(null)
  const noFilm = videos.length > 0 && !videos.some(hasPictures)
  const choices: ExportChoices = {
    ...chosen,
    kind: chosen.kind ?? (noFilm ? 'tracks' : 'film'),
    video: chosen.video ?? videoInHand ?? (videos.find(hasPictures) ?? videos[0])?.id ?? null,
    source: chosen.source ?? sets[0]?.id ?? null,
    run: chosen.run ?? catalogue?.currentRun ?? runs[0]?.id ?? null,
  }
  const canFilter = typeof catalogue?.currentRun === 'number'
  const plan = usePlan(choices, canFilter)
  const change = (part: Partial<ExportChoices>): void => {
    setChosen({ ...choices, ...part })
    setRefusal(null)
  }
  const show = (kind: ExportKind) => () => change({ kind, out: null, replace: false })

  const missing =
    choices.kind === 'model' && choices.run === null
      ? 'Train a model first'
      : choices.kind === 'film' && choices.video === null
        ? 'There is no video'
        : choices.kind === 'film' && noFilm
          ? 'No video has pictures'
          : choices.kind === 'clips' && choices.source === null
            ? 'There is no set of clips'
            : plan.data?.kept?.tracks === 0
              ? 'No track is left to be written'
              : null

  async function start(): Promise<void> {
    if (missing) return setRefusal(missing)
    try {
      setRefusal(null)
      await startExport(choices, canFilter)
    } catch (error) {
      setRefusal(wordsOf(error))
    }
  }

  useHandlers({
    'export.film': show('film'),
    'export.tracks': show('tracks'),
    'export.labels': show('labels'),
    'export.model': show('model'),
    'export.clips': show('clips'),
    'export.start': () => void start(),
  })

  if (catalogue && catalogue.tracks === 0 && sets.length === 0) return <NothingYet />
  return (
    <div className="view exportv">
      <section className="panel export-what" aria-label="What to export">
        <div className="ph">
          <h2>Export</h2>
        </div>
        <div role="radiogroup" aria-label="What to export" className="export-kinds">
          {exportKinds.map((kind) => (
            <label key={kind} className={`export-kind ${choices.kind === kind ? 'on' : ''}`}>
              <input
                type="radio"
                name="export"
                className="ck-in"
                checked={choices.kind === kind}
                onChange={show(kind)}
              />
              <Icon of={kindWords[kind].icon} size={20} />
              <span className="ct">
                <b>{kindWords[kind].title}</b>
                <span>{kindWords[kind].text}</span>
              </span>
            </label>
          ))}
        </div>
      </section>
      <section className="panel" aria-label={kindWords[choices.kind].title}>
        <div className="export-detail">
          <h1>{kindWords[choices.kind].title}</h1>
          <ExportOptions
            choices={choices}
            onChange={change}
            videos={videos}
            runs={runs}
            sets={sets}
            canFilter={canFilter}
          />
          <ExportTarget
            choices={choices}
            onChange={change}
            plan={plan.data ?? null}
            problem={refusal ?? (plan.error ? wordsOf(plan.error) : null)}
          />
          <div>
            <Button
              variant="primary"
              big
              icon={Download}
              command="export.start"
              disabledReason={missing}
              onClick={() => void start()}
            >
              Export
            </Button>
          </div>
        </div>
        <WrittenFiles />
      </section>
    </div>
  )
}

function NothingYet() {
  return (
    <EmptyView
      icon={Download}
      title="Nothing to export yet"
      action={
        <Button variant="primary" big onClick={() => openDialog({ name: 'import', files: [] })}>
          Import tracks…
        </Button>
      }
    >
      Films, filtered tracks, labels and models leave the catalogue here. It holds no tracks.
    </EmptyView>
  )
}
