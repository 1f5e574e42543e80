/** Left, behind a fold: what can be trained beforehand, its settings, and those that there are. */
import { Play, RotateCcw } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from '../../../components/Button.tsx'
import { FoldHead } from '../FoldHead.tsx'
import type { Seen } from './seen.ts'
import { show, type Shown, useShown } from './shown.ts'

interface BeforehandFoldProps {
  what: Shown['what']
  title: string
  note: ReactNode
  open: boolean
  onOpen(open: boolean): void
  start: { words: string; refused: string | null; run(): Promise<void> }
  /** Does the recipe differ from what is given? */
  changed: boolean
  onReset(): void
  /** The latest first, each in a few words. */
  all: readonly { readonly seen: Seen; readonly words: string }[]
  /** The fields of the recipe. */
  children: ReactNode
}

export function BeforehandFold(props: BeforehandFoldProps) {
  const { what, title, note, open, start, changed, all, children } = props
  const shown = useShown((state) => (state.shown?.what === what ? state.shown.id : null))
  const id = useId()
  return (
    <div className="sec tr-recipe">
      <FoldHead
        controls={id}
        title={title}
        words={all.length === 0 ? 'none trained' : `${all.length} trained or begun`}
        open={open}
        onOpen={props.onOpen}
      />
      {open && (
        <div id={id}>
          <p className="note">{note}</p>
          {children}
          <div className="tr-recipe-foot">
            <Button icon={Play} disabledReason={start.refused} onClick={() => void start.run()}>
              {start.words}
            </Button>
            <span className="sp" />
            <Button
              variant="quiet"
              icon={RotateCcw}
              disabledReason={changed ? null : 'Nothing differs from what is given.'}
              onClick={props.onReset}
            >
              As given
            </Button>
          </div>
        </div>
      )}
      {open && all.length > 0 && (
        <ul className="tr-made" aria-label={`${title}: those that there are`}>
          {all.map(({ seen, words }) => (
            <li key={seen.id}>
              <button
                type="button"
                className="tr-pick"
                aria-pressed={seen.id === shown}
                onClick={() => show(seen.id === shown ? null : { what, id: seen.id })}
              >
                {title} {seen.id}
              </button>
              <span className="muted ell">{words}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
