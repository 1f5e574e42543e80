/** What Review's commands do. */
import { labels } from '../../../shared/words.ts'
import { type Handler, useHandlers } from '../../state/commands.ts'
import { go } from '../../state/route.ts'
import { saveSettings, useSettings } from '../../state/settings.ts'
import { openList } from '../../state/trackList.ts'
import { player } from './player/reviewPlayer.ts'
import { setReview, toggleReview, useReviewSettings, type Zoom } from './reviewSettings.ts'
import { gapsOf } from './track.ts'
import type { Opened } from './useOpenedTrack.ts'
import { goOn, judge, redo, undo } from './verdict/verdict.ts'
import './reviewCommands.ts'

export const zooms: readonly Zoom[] = ['auto', '2', '4', '8']

export const toggleThenNext = (): void =>
  void saveSettings({ thenNext: !useSettings.getState().settings.thenNext })

function nextZoom(): void {
  const at = zooms.indexOf(useReviewSettings.getState().zoom)
  setReview({ zoom: zooms[(at + 1) % zooms.length] ?? 'auto' })
}

function toggleLoop(): void {
  toggleReview('loop')
  player.send({ type: 'loop', on: useReviewSettings.getState().loop })
}

/** The first frame of the gap before or after the frame shown; null = there is none. */
function gapFrom(opened: Opened, direction: 1 | -1): number | null {
  const { frame } = player.model()
  const starts = gapsOf(opened.track?.detections ?? []).map(({ from }) => from)
  const found =
    direction > 0 ? starts.find((start) => start > frame) : starts.findLast((start) => start < frame)
  return found ?? null
}

export function useReviewHandlers(opened: Opened): void {
  const { row, track } = opened
  const withRow = (run: () => void): Handler => ({ run, when: () => row !== undefined })
  const seek = (frame: number | null | undefined): void => {
    if (frame === null || frame === undefined) return
    player.send({ type: 'pause' })
    player.send({ type: 'seek', frame })
  }
  const verdicts = Object.fromEntries(
    labels.flatMap((label) => [
      [`review.label-${label}`, withRow(() => void judge(label, false))],
      [`review.stay-${label}`, withRow(() => void judge(label, true))],
    ]),
  )
  const model = row?.prediction ?? null
  useHandlers({
    ...verdicts,
    'review.label-none': withRow(() => void judge(null, true)),
    'review.model': { run: () => void judge(model, false), when: () => model !== null },
    'review.then-next': toggleThenNext,
    'review.next': withRow(() => goOn(1)),
    'review.previous': withRow(() => goOn(-1)),
    'review.refresh': () => void openList(),
    'review.filter': () => go('library'),
    'review.play': withRow(() => player.toggle()),
    'review.back': withRow(() => player.step(-1)),
    'review.on': withRow(() => player.step(1)),
    'review.back5': withRow(() => player.step(-5)),
    'review.on5': withRow(() => player.step(5)),
    'review.first': withRow(() => seek(track?.first)),
    'review.last': withRow(() => seek(track?.last)),
    'review.gap-back': withRow(() => seek(gapFrom(opened, -1))),
    'review.gap-on': withRow(() => seek(gapFrom(opened, 1))),
    'review.loop': toggleLoop,
    'review.boxes': () => toggleReview('boxes'),
    'review.trail': () => toggleReview('trail'),
    'review.others': {
      run: () => toggleReview('otherSources'),
      when: () => (opened.video?.sources ?? 1) > 1,
    },
    'review.reconstruction': () => toggleReview('reconstruction'),
    'review.follow': () => toggleReview('follow'),
    'review.zoom': nextZoom,
    'review.history': () =>
      setReview({ history: useReviewSettings.getState().history === 'today' ? 'track' : 'today' }),
    'window.undo': () => void undo(),
    'window.redo': () => void redo(),
  })
}
