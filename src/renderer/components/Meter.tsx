/** A bar of progress or share; `total` 0 = not known, then it stands empty and the words say so. */
import './Meter.css'

interface MeterProps {
  done: number
  total: number
  label: string
  small?: boolean
}

export function Meter({ done, total, label, small }: MeterProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <span
      className={`meter ${small ? 'sm' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={total > 0 ? Math.round(share * 100) : undefined}
    >
      <i style={{ width: `${share * 100}%` }} />
    </span>
  )
}
