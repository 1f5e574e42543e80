/** Review: look at a track, judge it, go on. */
import { Focus } from 'lucide-react'
import { memo, useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../../components/Button.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { Splitter } from '../../components/Splitter.tsx'
import { useAfterPaint } from '../../state/afterPaint.ts'
import { getState, subscribe } from '../../state/engine.ts'
import { useCatalogue } from '../../state/queries.ts'
import { go, useRoute } from '../../state/route.ts'
import { goToTrack, openList, setFilter, useTrackList } from '../../state/trackList.ts'
import { Bands } from './bands/Bands.tsx'
import { Inspector } from './inspector/Inspector.tsx'
import { Stage } from './overlay/Stage.tsx'
import { StageNote } from './overlay/StageNote.tsx'
import { PictureBar } from './PictureBar.tsx'
import { player } from './player/reviewPlayer.ts'
import { Queue } from './queue/Queue.tsx'
import { setReview, useReviewSettings } from './reviewSettings.ts'
import { useOpenedTrack } from './useOpenedTrack.ts'
import { useReviewHandlers } from './useReviewHandlers.ts'
import { ActBar } from './verdict/ActBar.tsx'
import './review.css'

export function ReviewView() {
  useOpenList()
  usePlayerCare()
  const problem = useTrackList((state) => state.problem)
  const empty = useTrackList((state) => state.list?.total === 0)
  if (problem !== null) return <ListProblem problem={problem} />
  if (empty) return <EmptyQueue />
  return <Desk />
}

/** The list of Library is the queue; who comes here first opens it. */
function useOpenList(): void {
  const wanted = useRoute((route) => (route.view === 'review' ? route.params.track : undefined))
  const open = useTrackList((state) => state.list !== null)
  useEffect(() => {
    if (!open) void openList()
  }, [open])
  useEffect(() => {
    if (open && wanted !== undefined) void goToTrack(Number(wanted))
  }, [open, wanted])
}

/** A picture that failed with the engine is tried again with the next one; nobody watches a player that is not seen. */
function usePlayerCare(): void {
  useEffect(() => () => player.send({ type: 'pause' }), [])
  const { generation, state } = useSyncExternalStore(subscribe, getState)
  useEffect(() => {
    if (state === 'ready') player.send({ type: 'retry' })
  }, [generation, state])
}

const LaterBands = memo(Bands)
const LaterInspector = memo(Inspector)

function Desk() {
  const opened = useOpenedTrack()
  // The picture comes first: what tells about the track beside and below it follows in the next frame.
  const later = useAfterPaint(opened)
  const { queueWidth, inspectorWidth } = useReviewSettings()
  const [inspector, setInspector] = useState(false)
  useReviewHandlers(opened)
  const widths: Record<string, string> = {}
  if (queueWidth !== null) widths['--rv-queue'] = `${queueWidth}px`
  if (inspectorWidth !== null) widths['--rv-inspector'] = `${inspectorWidth}px`
  return (
    <div className={`view rv ${inspector ? 'details' : ''}`} style={widths}>
      <Queue />
      <Splitter
        label="Queue width"
        value={queueWidth ?? 304}
        min={240}
        max={480}
        onChange={(width) => setReview({ queueWidth: width })}
      />
      <section className="rv-centre" aria-label={opened.row ? `Track ${opened.row.number}` : 'Track'}>
        <PictureBar opened={opened} inspector={inspector} onInspector={() => setInspector(!inspector)} />
        <StageNote video={opened.video} />
        <Stage opened={opened} />
        <ActBar opened={opened} />
        <LaterBands opened={later} />
      </section>
      <Splitter
        label="Details width"
        panel="after"
        value={inspectorWidth ?? 264}
        min={232}
        max={420}
        onChange={(width) => setReview({ inspectorWidth: width })}
      />
      <LaterInspector opened={later} />
    </div>
  )
}

function ListProblem({ problem }: { problem: string }) {
  return (
    <div className="view rv-empty">
      <EmptyView
        icon={Focus}
        title="The queue could not be opened"
        action={<Button onClick={() => void openList()}>Try again</Button>}
      >
        {problem}
      </EmptyView>
    </div>
  )
}

function EmptyQueue() {
  const all = useCatalogue().data?.tracks ?? 0
  const action =
    all > 0 ? (
      <Button variant="primary" big onClick={() => void setFilter({})}>
        Show all {all.toLocaleString('en')} tracks
      </Button>
    ) : (
      <Button variant="primary" big onClick={() => go('library')}>
        Add tracks in Library
      </Button>
    )
  return (
    <div className="view rv-empty">
      <EmptyView icon={Focus} title="No tracks to judge" action={action}>
        Here you look at tracks one by one and say what they are.{' '}
        {all > 0
          ? 'The filter that is set in Library lets none through.'
          : 'This catalogue holds no tracks yet.'}
      </EmptyView>
    </div>
  )
}
