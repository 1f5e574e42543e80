/** The view that the address names. */
import { EvaluateView } from '../features/evaluate/EvaluateView.tsx'
import { ExportView } from '../features/export/ExportView.tsx'
import { LibraryView } from '../features/library/LibraryView.tsx'
import { ReviewView } from '../features/review/ReviewView.tsx'
import { StartView } from '../features/start/StartView.tsx'
import { TrainView } from '../features/train/TrainView.tsx'
import type { View } from '../state/route.ts'

const views = {
  start: StartView,
  library: LibraryView,
  review: ReviewView,
  train: TrainView,
  evaluate: EvaluateView,
  export: ExportView,
}

export function ViewOf({ view }: { view: View }) {
  const Shown = views[view]
  return <Shown />
}
