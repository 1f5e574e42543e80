/** How many, from … to: a number is drawn between them for every clip. */
import { NumberField } from '../../components/Field.tsx'

interface RangeFieldProps {
  label: string
  value: readonly [number, number]
  max: number
  onChange(value: [number, number]): void
}

export function RangeField({ label, value: [from, to], max, onChange }: RangeFieldProps) {
  return (
    <div className="rng-row">
      <span aria-hidden="true">{label}</span>
      <NumberField
        label={`${label}, at least`}
        labelHidden
        value={from}
        min={0}
        max={max}
        whole
        onChange={(least) => onChange([least, Math.max(least, to)])}
      />
      <span className="muted">to</span>
      <NumberField
        label={`${label}, at most`}
        labelHidden
        value={to}
        min={0}
        max={max}
        whole
        onChange={(most) => onChange([Math.min(from, most), most])}
      />
    </div>
  )
}
