/** A share from 0 to 1, by slider and as a number. */
import { NumberField } from '../../components/Field.tsx'

export function Level({
  name,
  value,
  onChange,
}: {
  name: string
  value: number
  onChange(value: number): void
}) {
  return (
    <div className="sld">
      <span aria-hidden="true">{name}</span>
      <input
        type="range"
        className="slider"
        aria-label={name}
        min={0}
        max={1}
        step={0.05}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <NumberField
        label={`${name}, 0 to 1`}
        labelHidden
        value={value}
        min={0}
        max={1}
        step={0.05}
        digits={2}
        onChange={onChange}
      />
    </div>
  )
}
