/** The verdicts as buttons: key, chip, word. ↵ stands on the one that the model would give. */
import { type Label, labels } from '../../shared/words.ts'
import { Button } from './Button.tsx'
import { ClassChip } from './ClassChip.tsx'
import { Keys, useKeysOf } from './Keys.tsx'
import './VerdictButtons.css'

interface VerdictButtonsProps {
  /** The label it has now: that button is pressed. */
  current?: Label | null
  suggested?: Label | null
  /** Commands are named `${scope}.label-persistent` and so on; their keys are shown. */
  scope: 'library' | 'review'
  disabledReason?: string | null
  onVerdict(label: Label): void
}

const word = (label: Label): string => label[0]?.toUpperCase() + label.slice(1)

export function VerdictButtons(props: VerdictButtonsProps) {
  return labels.map((label) => <Verdict key={label} label={label} {...props} />)
}

function Verdict({
  label,
  current,
  suggested,
  scope,
  disabledReason,
  onVerdict,
}: VerdictButtonsProps & { label: Label }) {
  const keys = useKeysOf(`${scope}.label-${label}`)
  return (
    <Button
      className={`verdict c-${label}`}
      pressed={current === undefined ? undefined : current === label}
      disabledReason={disabledReason}
      onClick={() => onVerdict(label)}
    >
      {keys !== '' && <Keys keys={keys} />}
      <ClassChip kind={label} silent />
      {word(label)}
      {suggested === label && <Keys keys="↵" />}
    </Button>
  )
}
