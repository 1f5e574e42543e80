/** What a clip holds: a class, or a mixture of all. */
import type { ClipKind } from '../../shared/words.ts'
import { ClassChip } from './ClassChip.tsx'

export function ClipKindChip({ kind }: { kind: ClipKind }) {
  if (kind !== 'mixed') return <ClassChip kind={kind} silent />
  return (
    <span className="k kmix" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  )
}
