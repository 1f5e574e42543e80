/** How many tracks of each label, as one bar and in words. */
import type { LabelCounts } from '../../../shared/contract/catalogue.ts'
import { labels as allLabels } from '../../../shared/words.ts'

export const labelledOf = (labels: LabelCounts): number =>
  allLabels.reduce((sum, label) => sum + (labels[label] ?? 0), 0)

export function LabelMix({ labels, tracks }: { labels: LabelCounts; tracks: number }) {
  const rest = Math.max(0, tracks - labelledOf(labels))
  const words = allLabels.map((label) => `${labels[label] ?? 0} ${label}`).join(', ')
  return (
    <span className="mix" role="img" aria-label={`${words}, ${rest} without a label`}>
      {allLabels.map((label) => (
        <i key={label} className={`c-${label}`} style={{ flexGrow: labels[label] ?? 0 }} />
      ))}
      <i style={{ flexGrow: rest || (tracks === 0 ? 1 : 0) }} />
    </span>
  )
}
