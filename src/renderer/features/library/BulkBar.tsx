/** What can be done with the selection; only there while something is selected. */
import { Focus } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { VerdictButtons } from '../../components/VerdictButtons.tsx'
import { count } from '../../state/format.ts'
import { rangesCount } from '../../state/ranges.ts'
import { setPosition, useTrackList } from '../../state/trackList.ts'
import { selectAll, useSelection } from './selection.ts'
import { label, review, selectNone } from './useLibraryHandlers.ts'

export function BulkBar() {
  const ranges = useSelection((state) => state.ranges)
  const total = useTrackList((state) => state.list?.total ?? 0)
  const selected = rangesCount(ranges)
  if (selected === 0) return null
  return (
    <div className="bulk" role="toolbar" aria-label="Selection">
      <b className="strong">{count(selected)} selected</b>
      <span className="muted">of {count(total)}</span>
      {selected < total && (
        <Button variant="quiet" command="library.all" onClick={() => selectAll()}>
          All
        </Button>
      )}
      <span className="vr" />
      <span className="muted wide">Label as</span>
      <VerdictButtons scope="library" onVerdict={(kind) => void label(kind)} />
      <Button variant="quiet" command="library.label-none" onClick={() => void label(null)}>
        No label
      </Button>
      <span className="vr" />
      <Button
        variant="quiet"
        icon={Focus}
        tip="Opens Review at the first selected track"
        onClick={() => {
          setPosition(ranges[0]?.[0] ?? 0)
          review()
        }}
      >
        Review
      </Button>
      <span className="sp" />
      <Button variant="quiet" command="library.clear" onClick={selectNone}>
        Clear
      </Button>
    </div>
  )
}
