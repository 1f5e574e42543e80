/** The four classes, never by colour alone: filled = label, outline = prediction, bare mark in legends. */
import type { Label } from '../../shared/words.ts'
import './ClassChip.css'

export type ChipKind = Label | 'none'

interface ClassChipProps {
  kind: ChipKind
  as?: 'label' | 'prediction' | 'mark'
  /** The word stands beside it: then the chip is silent. */
  silent?: boolean
}

const marks = {
  persistent: <circle cx="8" cy="8" r="4" />,
  brief: (
    <>
      <circle cx="8" cy="8" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M8 4a4 4 0 0 0 0 8z" />
    </>
  ),
  noise: (
    <path
      d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
  ),
  unsure: (
    <>
      <path
        d="M5.9 6.1a2.2 2.2 0 1 1 3.1 2.1c-.7.3-1 .7-1 1.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
      <circle cx="8" cy="12" r="1.05" />
    </>
  ),
}
const looks = { label: 'lab', prediction: 'pred', mark: 'mark' }

function nameOf(kind: ChipKind, as: 'label' | 'prediction' | 'mark'): string {
  if (kind === 'none') return as === 'prediction' ? 'no prediction' : 'no label'
  return as === 'prediction' ? `predicted ${kind}` : as === 'label' ? `label ${kind}` : kind
}

export function ClassChip({ kind, as = 'label', silent = false }: ClassChipProps) {
  const name = silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': nameOf(kind, as) }
  if (kind === 'none') return <span className="k k-none" {...name} />
  return (
    <span className={`k c-${kind} ${looks[as]}`} {...name}>
      <svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
        {marks[kind]}
      </svg>
    </span>
  )
}
