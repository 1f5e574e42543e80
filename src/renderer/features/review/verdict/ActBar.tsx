/** Under the picture: the frames on the left, the verdicts in the middle, what follows on the right. */
import { memo } from 'react'
import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { Label } from '../../../../shared/words.ts'
import { Button } from '../../../components/Button.tsx'
import { NumberField } from '../../../components/Field.tsx'
import { Switch } from '../../../components/Switch.tsx'
import { VerdictButtons } from '../../../components/VerdictButtons.tsx'
import { runCommand } from '../../../state/commands.ts'
import { useSettings } from '../../../state/settings.ts'
import { player, usePlayer } from '../player/reviewPlayer.ts'
import type { Opened } from '../useOpenedTrack.ts'
import { toggleThenNext } from '../useReviewHandlers.ts'
import { judge } from './verdict.ts'

const Transport = memo(function Transport({
  command,
  icon,
  label,
}: {
  command: string
  icon: LucideIcon
  label: string
}) {
  return (
    <Button
      variant={command === 'review.play' ? 'plain' : 'quiet'}
      className="rv-transport"
      icon={icon}
      label={label}
      command={command}
      onClick={() => runCommand(command)}
    />
  )
})

export function ActBar({ opened: { row, video } }: { opened: Opened }) {
  const thenNext = useSettings((state) => state.settings.thenNext)
  const playing = usePlayer((model) => model.status === 'playing' || model.resume)
  const last = (video?.frames ?? 1) - 1
  return (
    // A click leaves the focus where it was: space goes on playing, not pressing the button again.
    <div className="rv-acts" onMouseDown={keepFocus}>
      <Transport command="review.first" icon={SkipBack} label="First frame of the track" />
      <Transport command="review.back" icon={StepBack} label="One frame back" />
      <Transport command="review.play" icon={playing ? Pause : Play} label={playing ? 'Pause' : 'Play'} />
      <Transport command="review.on" icon={StepForward} label="One frame on" />
      <Transport command="review.last" icon={SkipForward} label="Last frame of the track" />
      <FrameField last={last} />
      <span className="muted wide">of {last}</span>
      <span className="sp" />
      <Verdicts
        scope="review"
        current={row?.label ?? null}
        suggested={row?.prediction ?? null}
        disabledReason={row ? null : 'No track is open.'}
        onVerdict={give}
      />
      <span className="sp" />
      <Switch on={thenNext} onChange={toggleThenNext}>
        Then next
      </Switch>
    </div>
  )
}

export function keepFocus(event: { target: EventTarget; preventDefault(): void }): void {
  if (event.target instanceof Element && !event.target.closest('input, select')) event.preventDefault()
}

const Verdicts = memo(VerdictButtons)
const give = (label: Label): void => void judge(label, false)

const FrameField = memo(function FrameField({ last }: { last: number }) {
  const frame = usePlayer((model) => model.frame)
  return (
    <NumberField
      className="rv-frame-field"
      label="Frame"
      labelHidden
      value={frame}
      min={0}
      max={last}
      whole
      onChange={(next) => player.send({ type: 'seek', frame: next })}
    />
  )
})
