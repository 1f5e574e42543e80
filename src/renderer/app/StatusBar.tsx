/** The last act and its Undo; what computes; when the last label was stored. */
import { Check, Cpu, Film, TriangleAlert } from 'lucide-react'
import { Button } from '../components/Button.tsx'
import { ClassChip } from '../components/ClassChip.tsx'
import { Icon } from '../components/Icon.tsx'
import { runCommand } from '../state/commands.ts'
import { clock } from '../state/format.ts'
import { useMessages } from '../state/messages.ts'
import { useCatalogue, useInfo, useUndoState } from '../state/queries.ts'
import './StatusBar.css'

export function StatusBar() {
  return (
    <footer className="status">
      <LastAct />
      <span className="sp" />
      <Machine />
      <Stored />
    </footer>
  )
}

function LastAct() {
  const line = useMessages((state) => state.line)
  const canUndo = Boolean(useUndoState().data?.undo)
  return (
    <div className="live">
      {line?.error && <Icon of={TriangleAlert} size={12} />}
      {line?.label !== undefined && <ClassChip kind={line.label ?? 'none'} silent />}
      <span role="status" aria-live="polite" className="ell" title={line?.text}>
        {line?.text ?? 'Ready'}
      </span>
      {line?.undo && canUndo && (
        <Button variant="quiet" command="window.undo" onClick={() => runCommand('window.undo')}>
          Undo
        </Button>
      )}
    </div>
  )
}

function Machine() {
  const info = useInfo().data
  if (!info) return null
  return (
    <>
      <span className="eng" title="Where training and scoring run">
        <Icon of={Cpu} size={12} />
        {info.backendDetail || info.backend || 'looking for a backend'}
      </span>
      <span className="vr wide" />
      <span className="eng wide" title="What reads and writes films">
        <Icon of={Film} size={12} />
        {info.ffmpeg === null ? 'no ffmpeg' : `ffmpeg ${info.ffmpeg}`}
      </span>
    </>
  )
}

function Stored() {
  const catalogue = useCatalogue().data
  if (!catalogue?.labelledAt) return null
  return (
    <>
      <span className="vr" />
      <span className="saved">
        <Icon of={Check} size={12} />
        Labels stored {clock(catalogue.labelledAt)}
      </span>
    </>
  )
}
