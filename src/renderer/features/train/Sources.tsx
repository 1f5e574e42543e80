/** Which sources something learns from; only where there are several. */
import { Check } from '../../components/Check.tsx'
import { count } from '../../state/format.ts'
import { useSources } from '../../state/queries.ts'

interface SourcesProps {
  /** undefined = all. */
  chosen: readonly number[] | undefined
  onChange(chosen: number[] | undefined): void
}

export function Sources({ chosen, onChange }: SourcesProps) {
  const { data: sources } = useSources()
  if (!sources || sources.length < 2) return null
  const all = sources.map(({ id }) => id)
  const now = chosen ?? all
  const set = (id: number, on: boolean): void => {
    const next = on ? [...now, id] : now.filter((one) => one !== id)
    if (next.length > 0) onChange(next.length === all.length ? undefined : next)
  }
  return (
    <fieldset className="tr-sources">
      <legend>Learns from</legend>
      {sources.map(({ id, name, tracks }) => (
        <Check key={id} checked={now.includes(id)} onChange={(on) => set(id, on)}>
          <span className="ell">{name}</span>
          <span className="muted">{count(tracks)}</span>
        </Check>
      ))}
    </fieldset>
  )
}
